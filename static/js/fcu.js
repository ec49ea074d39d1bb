// On every page: a form is sent once, and what htmx could not do is said. Pages work without it.
(function () {
  "use strict";

  function free(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    // aria-disabled, not disabled: a disabled button would not be part of what is sent
    form.querySelectorAll("button").forEach(function (button) { button.setAttribute("aria-disabled", "true"); });
    // a download leaves the page where it is; so does a connection that the user gives up
    setTimeout(free, 10000, form);
    if (form.hasAttribute("data-forget-drafts")) try { sessionStorage.clear(); } catch (error) { /* nothing was kept */ }
  });

  window.addEventListener("pageshow", function () { document.querySelectorAll("form[data-sent]").forEach(free); });

  // A form that was sent and led to another page was saved: its copy goes. (Not at the sign-in page: that is a lost session.)
  if (document.querySelector(".nav-main")) try {
    Object.keys(sessionStorage).forEach(function (key) {
      var kept = key.indexOf("draft:") === 0 && JSON.parse(sessionStorage.getItem(key));
      if (kept && kept.sent && key !== "draft:" + location.pathname) sessionStorage.removeItem(key);
    });
  } catch (error) { /* storage switched off: nothing was kept */ }

  // An open menu closes when the user turns to something else.
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // An answer that htmx does not swap in would look as if nothing had happened: it is said where messages stand.
  var answers = {
    403: "Belum tersimpan. Anda tidak berhak, atau halaman ini sudah lama terbuka. Muat ulang, lalu coba lagi.",
    404: "Ini tidak ada lagi, atau bukan lagi pada Anda. Muat ulang halaman.",
  };
  function tell(words, event) {
    var place = document.getElementById("messages"), note = document.createElement("div");
    if (!place) return;
    note.className = "note bad";
    note.setAttribute("role", "alert");
    note.textContent = words;
    place.replaceChildren(note);
    // A page that asks by itself must not move under the reader.
    if (event.detail.requestConfig.verb !== "get") note.scrollIntoView({ block: "center" });
  }
  document.addEventListener("htmx:responseError", function (event) {
    tell(answers[event.detail.xhr.status] || "Terjadi gangguan. Muat ulang halaman, lalu coba lagi.", event);
  });
  document.addEventListener("htmx:sendError", function (event) {
    var asked = event.detail.requestConfig.verb === "get";
    tell("Sambungan terputus. " + (asked ? "Muat ulang halaman bila sinyal kembali." : "Belum terkirim. Kirim lagi bila sinyal kembali."), event);
  });

  var wrong = document.querySelector(".err-sum");
  if (wrong) wrong.focus();
})();
