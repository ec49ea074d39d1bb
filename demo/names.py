"""Pools that made-up people are named from: given names and family names as they are common there, freely combined."""

from dataclasses import dataclass

from families.enums import Sex


@dataclass(frozen=True, slots=True)
class NamePool:
    """``families`` are the second names; where people carry none of their family, children get a father's name."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]
    inherited: bool = True
    places: tuple[str, ...] = ()
    jobs_of_men: tuple[str, ...] = ()
    jobs_of_women: tuple[str, ...] = ()
    hamlets: tuple[str, ...] = ("Dusun I", "Dusun II", "Dusun III", "Dusun IV")
    landmarks: tuple[str, ...] = ()

    def given(self, sex):
        return self.men if sex == Sex.MALE else self.women

    def jobs(self, sex):
        return self.jobs_of_men if sex == Sex.MALE else self.jobs_of_women


TIMOR = NamePool(
    men=(
        "Yohanis", "Markus", "Daniel", "Simon", "Absalom", "Soleman", "Melkianus", "Kornelis", "Yakob", "Benyamin",
        "Obed", "Habel", "Marthen", "Semuel", "Thobias", "Zakarias", "Adrianus", "Ferdinan", "Gerson", "Lukas",
        "Nikodemus", "Okto", "Paulus", "Stefanus", "Timotius", "Vinsensius", "Yeremias", "Dominggus", "Elias",
        "Imanuel",
    ),
    women=(
        "Selfina", "Yuliana", "Marselina", "Adriana", "Dorkas", "Ester", "Yublina", "Naomi", "Orpa", "Petronela",
        "Welmince", "Martha", "Rambu", "Sarlota", "Tabita", "Ludia", "Agustina", "Blandina", "Debora", "Fransina",
        "Hermina", "Juliana", "Kristina", "Lodia", "Maria", "Norce", "Oktaviana", "Rosalina", "Salomi", "Yosina",
    ),
    families=(
        "Boimau", "Nalle", "Lakapu", "Tefa", "Neno", "Fallo", "Banunaek", "Tnunay", "Sabaat", "Kolis", "Manafe",
        "Baitanu", "Liu", "Mooy", "Pellokila", "Sanam", "Taebenu", "Bistolen", "Haning", "Kase", "Nenobais", "Oematan",
        "Saubaki", "Tlonaen", "Foeh", "Hendrik", "Koa", "Lopo", "Messakh", "Nubatonis",
    ),
    places=("Tablolong", "Lifuleo", "Kupang", "Batakte", "Rote", "Semau"),
    jobs_of_men=("Nelayan", "Petani rumput laut", "Petani", "Tukang kayu", "Buruh tani", "Sopir", "Peternak"),
    jobs_of_women=("Petani rumput laut", "Penenun", "Penjual ikan", "Ibu rumah tangga", "Petani", "Penjahit"),
    landmarks=("Dekat dermaga", "Dekat gereja", "Jalan pantai", "Dekat SD", "Samping posyandu", "Atas bukit"),
)  # fmt: skip

MAROS = NamePool(
    men=(
        "Baharuddin", "Syamsuddin", "Hasanuddin", "Muhammad Arfah", "Abdul Rahman", "Sangkala", "Mansyur",
        "Saharuddin",
        "Nurdin", "Kamaruddin", "Ambo Tuo", "Basri", "Darwis", "Firman", "Hamzah", "Idris", "Jufri", "Lukman",
        "Mustamin", "Rusli", "Sudirman", "Takdir", "Usman", "Wahyudi", "Yusuf", "Zainal", "Agus Salim", "Burhan",
    ),
    women=(
        "Sitti Hasnah", "Nurhayati", "Hasmiati", "Sitti Aminah", "Rosmini", "Jumriati", "Kasmawati", "Nurlina",
        "Ramlah", "Sitti Maryam", "Hamsinah", "Darmawati", "Fatmawati", "Halimah", "Irmawati", "Kartini", "Megawati",
        "Nuraeni", "Rahmawati", "Salmiah", "Suriani", "Syamsiah", "Tenri", "Wahidah", "Hajrah", "Indo Tang",
    ),
    families=(
        "Daeng Tata", "Daeng Rala", "Daeng Situju", "Daeng Ngalle", "Daeng Sikki", "Daeng Bali", "Daeng Nai",
        "Daeng Lewa", "Daeng Tola", "Daeng Sese", "Mappa", "Pasinringi", "Mallawa", "Tahir", "Lallo", "Sulaiman",
        "Marzuki", "Paturusi", "Mattalatta", "Palaguna", "Ridwan", "Amin", "Gassing", "Saleh",
    ),
    inherited=False,
    places=("Moncongloe", "Maros", "Makassar", "Bantimurung", "Mandai", "Gowa"),
    jobs_of_men=("Petani", "Pedagang sayur", "Buruh bangunan", "Tukang batu", "Sopir", "Peternak sapi", "Tukang kayu"),
    jobs_of_women=("Pedagang sayur", "Penjahit", "Ibu rumah tangga", "Petani", "Penjual kue", "Buruh cuci"),
    landmarks=("Dekat masjid", "Poros Moncongloe", "Dekat kantor desa", "Samping sekolah dasar", "Dekat pasar"),
)  # fmt: skip

POOLS = {"53": TIMOR, "73": MAROS}


def pool_of(code):
    """The pool of a region; elsewhere than in the two demo provinces the names are those of Timor."""
    return POOLS.get(code[:2], TIMOR)
