/* Filters a list or table in the page: no server, and nothing hidden when scripts are off. */
document.querySelectorAll("form.cs-filter").forEach(function (form) {
  var list = document.querySelector(form.dataset.csFilter);
  if (!list) return;
  var rows = Array.from((list.tBodies ? list.tBodies[0] : list).children);
  var fields = Array.from(form.querySelectorAll("[data-key]"));
  var output = form.querySelector("output");

  function matches(row) {
    return fields.every(function (field) {
      var wanted = field.value.trim().toLowerCase();
      if (!wanted) return true;
      if (field.dataset.key === "text") return row.textContent.toLowerCase().includes(wanted);
      return (row.getAttribute("data-" + field.dataset.key) || "").toLowerCase()
        .split("|").includes(wanted);
    });
  }

  function apply() {
    var shown = rows.filter(function (row) {
      row.hidden = !matches(row);
      return !row.hidden;
    }).length;
    if (output) {
      output.textContent = shown ? "共 " + shown + " 条" : "没有符合条件的，请放宽条件";
    }
    var address = new URL(location.href);
    fields.forEach(function (field) {
      if (field.value) address.searchParams.set(field.dataset.key, field.value);
      else address.searchParams.delete(field.dataset.key);
    });
    history.replaceState(history.state, "", address);
  }

  var asked = new URLSearchParams(location.search);
  fields.forEach(function (field) {
    if (asked.has(field.dataset.key)) field.value = asked.get(field.dataset.key);
    if (field.value === "" && field.tagName === "SELECT") field.selectedIndex = 0;
  });
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  apply();
});
