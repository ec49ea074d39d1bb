// Draws the points of the social map with Leaflet. Without it the page shows the same institutions as a list.
(function () {
  "use strict";
  var box = document.getElementById("peta"), words = document.getElementById("peta-ket");
  if (!box || !window.L || !window.fetch) return;

  fetch(box.dataset.url, { credentials: "same-origin" }).then(function (answer) {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(draw).catch(function () {
    words.textContent = "Peta tidak termuat. Muat ulang halaman bila sinyal kembali. Daftarnya ada di bawah.";
  });

  function element(tag, text, inside) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (inside) inside.appendChild(made);
    return made;
  }

  function told(point) {
    var content = element("div"), name = element("a", point.name, element("b", "", content)), list;
    name.href = point.url;
    element("div", point.kind + " · " + point.place, content);
    if (!point.services.length) return content;
    list = element("ul", "", content);
    point.services.forEach(function (service) { element("li", service, list); });
    if (point.more) element("li", "dan " + point.more + " layanan lagi", list);
    return content;
  }

  function ground(map) {
    if (!box.dataset.tiles) return;
    var credit = element("span", box.dataset.credit);
    map.attributionControl.setPrefix(false);
    L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: credit.innerHTML }).addTo(map);
  }

  function draw(data) {
    var all = data.institutions.concat(data.families);
    var home = data.families.concat(data.institutions.filter(function (point) { return point.home; }));
    if (!all.length) {
      words.textContent = box.dataset.empty;
      return;
    }
    box.hidden = false;
    words.textContent = data.cut ? box.dataset.cut : "";
    // One finger scrolls the page on a phone, two move the map.
    var map = L.map(box, {
      zoomControl: false, scrollWheelZoom: false, dragging: !L.Browser.mobile, attributionControl: !!box.dataset.tiles,
    });
    map.fitBounds((home.length ? home : all).map(function (point) { return point.at; }), { padding: [40, 40], maxZoom: 15 });
    L.control.zoom({ position: "bottomright", zoomInTitle: "Perbesar", zoomOutTitle: "Perkecil" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    ground(map);
    map.on("popupopen", function (event) {
      event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Tutup");
    });
    data.families.forEach(function (spot) {
      var circle = L.circleMarker(spot.at, { radius: 17, className: "at-families", interactive: false }).addTo(map);
      circle.bindTooltip(spot.count, { permanent: true, direction: "center", className: "map-count" });
    });
    data.institutions.forEach(function (point) {
      L.circleMarker(point.at, { radius: 9, className: "at-institution" }).addTo(map).bindPopup(told(point), { maxWidth: 220 });
    });
    data.villages.forEach(function (village) {
      L.tooltip({ permanent: true, direction: "top", offset: [0, -12], className: "map-name" })
        .setLatLng(village.at).setContent(element("span", village.name)).addTo(map);
    });
  }
})();
