// Keeps a long form safe: <form data-draft-url="…"> is posted there 2 s after a change. What could not be sent stays in
// sessionStorage, is tried again every 10 s, and is put back after a reload unless the server has something newer.
(function () {
  "use strict";
  var form = document.querySelector("form[data-draft-url]");
  if (!form || !window.fetch || !window.URLSearchParams) return;
  var status = document.querySelector("[data-draft-status]");
  var key = "draft:" + location.pathname;
  var owner = document.body.dataset.user || "";
  var version = Number(form.dataset.draftVersion || 0);
  var waiting = null, sending = false, unsent = false, leaving = false;

  function say(words) { if (status) status.textContent = words; }
  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function mine(element) { return element.name && !/^(file|password|submit|button)$/.test(element.type); }
  function isPick(element) { return /^(radio|checkbox)$/.test(element.type); }

  function fields() {
    var pairs = [];
    each(form.elements, function (element) {
      if (!mine(element) || element.disabled || (isPick(element) && !element.checked)) return;
      if (!element.multiple) return pairs.push([element.name, element.value]);
      each(element.selectedOptions, function (one) { pairs.push([element.name, one.value]); });
    });
    return pairs;
  }

  function keep(sent) {
    if ("shared" in document.body.dataset) return false;
    var kept = fields().filter(function (pair) { return pair[0] !== "csrfmiddlewaretoken"; });
    try {
      sessionStorage.setItem(key, JSON.stringify({ owner: owner, version: version, sent: sent, fields: kept }));
      return true;
    } catch (error) { return false; }
  }
  function forget() { try { sessionStorage.removeItem(key); } catch (error) { /* nothing was kept */ } }
  function schedule(delay) { clearTimeout(waiting); waiting = setTimeout(send, delay); }

  function failed(why, advice) {
    unsent = true;
    say("Belum terkirim. " + why + (keep(false) ? " Isian Anda aman di perangkat ini. " : " Jangan tutup halaman ini. ") + advice);
    schedule(10000);
  }

  function send() {
    if (leaving) return;
    if (sending) return schedule(1000);
    var token = form.elements.csrfmiddlewaretoken;
    sending = true;
    unsent = false;
    fetch(form.dataset.draftUrl, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual", // a redirect means: signed out
      headers: { "X-CSRFToken": token ? token.value : "" },
      body: new URLSearchParams(fields()),
    }).then(function (answer) {
      sending = false;
      if (!answer.ok) return failed("", answer.status >= 500 ? "" : "Muat ulang halaman untuk melanjutkan.");
      version = Number(answer.headers.get("X-Draft-Version") || version);
      if (unsent) return keep(false);
      forget();
      say("Konsep tersimpan, " + new Date().toTimeString().slice(0, 5).replace(":", "."));
    }).catch(function () {
      sending = false;
      if (!leaving) failed("Sambungan terputus.", "");
    });
  }

  function changed() {
    unsent = true;
    keep(false);
    schedule(2000);
  }

  function putBack() {
    var kept, values = {};
    try { kept = JSON.parse(sessionStorage.getItem(key)); } catch (error) { return; }
    if (!kept) return;
    // an answer to a post, a newer draft, another user: what the server shows is right
    if ("answered" in form.dataset || version > kept.version || kept.owner !== owner) return forget();
    kept.fields.forEach(function (pair) { (values[pair[0]] = values[pair[0]] || []).push(pair[1]); });
    each(form.elements, function (element) {
      var given = values[element.name] || [];
      // hidden ones too: what the page was opened with
      if (!mine(element) || element.name === "csrfmiddlewaretoken") return;
      if (isPick(element)) element.checked = given.indexOf(element.value) >= 0;
      else if (element.multiple) each(element.options, function (one) { one.selected = given.indexOf(one.value) >= 0; });
      else if (given.length) element.value = given.shift();
    });
    say("Isian yang belum terkirim sudah dikembalikan.");
    schedule(500);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", function () { if (unsent) schedule(0); });
  form.addEventListener("submit", function (event) {
    keep(true);
    leaving = true;
    clearTimeout(waiting);
    if (navigator.onLine !== false) return;
    leaving = false;
    event.preventDefault();
    event.stopImmediatePropagation();
    failed("Sambungan terputus.", "Kirim lagi bila sinyal kembali.");
  });
  window.addEventListener("pageshow", function () { leaving = false; });
  putBack();
})();
