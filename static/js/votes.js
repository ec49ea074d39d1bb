// Counting votes on the wall: two buttons beside each number, and how many votes are left. The page works without it.
(function () {
  "use strict";
  var ballot = document.querySelector(".ballot");
  if (!ballot) return;
  var each = ballot.querySelector("[name=votes_each]");
  var counts = ballot.querySelectorAll("[name^=suara_]");
  var attended = Number(ballot.dataset.attended);

  function say(name, number) { ballot.querySelector("[data-" + name + "]").textContent = number.toLocaleString("id-ID"); }

  function total() {
    var given = 0, most = attended * Number(each.value);
    counts.forEach(function (count) { given += Number(count.value) || 0; });
    say("given", given);
    say("most", most);
    say("left", most - given);
  }

  ballot.querySelectorAll("[data-step]").forEach(function (button) {
    var count = document.getElementById(button.dataset.of);
    button.hidden = false;
    button.addEventListener("click", function () {
      count.value = Math.min(attended, Math.max(0, (Number(count.value) || 0) + Number(button.dataset.step)));
      total();
    });
  });
  ballot.addEventListener("input", total);
})();
