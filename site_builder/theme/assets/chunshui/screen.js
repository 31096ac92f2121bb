/* `…/?wall` shows a page for a wall screen and reads it anew every ten minutes. */
if (new URLSearchParams(location.search).has("wall")) {
  document.documentElement.classList.add("cs-screen");
  setTimeout(function () { location.reload(); }, 600000);
}
