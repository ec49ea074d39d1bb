"""The two villages of the demo, who works there, and which institutions are near. All people are made up."""

from dataclasses import dataclass

from accounts.enums import DEMO_ACCOUNTS
from demo.names import MAROS, TIMOR, NamePool

# One account each for the whole nation.
NATIONAL = {"kementerian": "Bambang Wiryawan", "admin": "Ratna Kusumawati"}


@dataclass(frozen=True, slots=True)
class Place:
    """``suffix`` follows the sign-in names; ``people`` has one name for every account of the place."""

    village: str
    suffix: str
    pool: NamePool
    people: dict
    health_centre: str
    worship: str
    product: str
    secretariat: str
    centre: tuple  # latitude and longitude of the village
    classes: str = "PKBM Tunas Harapan"
    has_own_indicators: bool = False

    @property
    def usernames(self):
        return [name for name in DEMO_ACCOUNTS if name not in NATIONAL]


TABLOLONG = Place(
    village="53.01.05.2011",
    suffix="",
    pool=TIMOR,
    people={
        "sekretaris": "Marselina Boimau", "koordinator": "Selfina Lakapu", "bendahara": "Adriana Tefa",
        "pendamping": "Kornelis Nalle", "kades": "Yohanis Manafe", "tksk": "Maria Fallo", "camat": "Semuel Koa",
        "lk3": "Fransina Messakh", "dinas": "Dominggus Haning", "provinsi": "Agustina Taebenu",
        "penyedia": "Petronela Mooy",
    },
    health_centre="Puskesmas Batakte",
    worship="Majelis Jemaat Pantai Selatan",
    product="rumput laut",
    secretariat="Kantor Desa Tablolong, ruang serbaguna",
    centre=(-10.3163, 123.4852),
)  # fmt: skip

MONCONGLOE = Place(
    village="73.09.13.2001",
    suffix=".maros",
    pool=MAROS,
    people={
        "sekretaris": "Nurhayati Daeng Ngalle", "koordinator": "Baharuddin Daeng Tata", "bendahara": "Hasmiati Mappa",
        "pendamping": "Abdul Rahman Daeng Rala", "kades": "Syamsuddin Daeng Situju", "tksk": "Rosmini Pasinringi",
        "camat": "Mansyur Paturusi", "lk3": "Sitti Aminah Lallo", "dinas": "Kamaruddin Tahir",
        "provinsi": "Darmawati Saleh", "penyedia": "Jumriati Amin",
    },
    health_centre="Puskesmas Moncongloe",
    worship="Majelis Taklim Nurul Iman",
    product="jagung dan sayur",
    secretariat="Kantor Desa Moncongloe, lantai dasar",
    centre=(-5.1448, 119.5343),
    has_own_indicators=True,
)  # fmt: skip

PLACES = (TABLOLONG, MONCONGLOE)
