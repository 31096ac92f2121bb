/* `…/?wall` shows a page for a wall screen: it turns the page every 20 seconds and, at the end,
   reads it anew. A click or the space bar stops and goes on. */
(function () {
  if (!new URLSearchParams(location.search).has("wall")) return;
  document.documentElement.classList.add("cs-screen");
  var stopped = false;
  function turn() {
    if (stopped) return;
    var root = document.documentElement;
    if (scrollY + innerHeight >= root.scrollHeight - 4) location.reload();
    else scrollBy(0, innerHeight * 0.85);
  }
  function toggle() { stopped = !stopped; }
  history.scrollRestoration = "manual";
  addEventListener("click", toggle);
  addEventListener("keydown", function (event) {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle();
  });
  setInterval(turn, 20000);
})();
