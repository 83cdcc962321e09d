"use strict";
// Everything can be read without this: it sorts, filters, and opens what a link leads to.
const all = (what, within = document) => [...within.querySelectorAll(what)];
const table = document.querySelector("#grid");
const rows = all("tbody tr", table);
const details = all("details.submission");
const search = document.querySelector("#search");
const state = document.querySelector("#state");
const count = document.querySelector("#count");
let mistake = null;

// A row and what is told of it further below have the same number.
const told = new Map(details.map((one) => [one.dataset.row, one]));
const words = new Map(rows.map((row) => [row, row.cells[0].textContent.toLowerCase()]));

function filter() {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
        const fits = words.get(row).includes(wanted)
            && (state.value === "" || state.value === row.dataset.state)
            && (mistake === null || (row.dataset.mistakes || "").split(" ").includes(mistake));
        row.hidden = !fits;
        const below = told.get(row.dataset.row);
        if (below) below.hidden = !fits;
        shown += fits;
    }
    count.textContent = `${shown} of ${rows.length} shown`;
}

function sort(head) {
    const column = head.cellIndex;
    const descending = head.getAttribute("aria-sort") === "ascending"
        || (head.getAttribute("aria-sort") === null && head.classList.contains("number"));
    for (const other of all("th", table.tHead)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    // Where there is no number there is no grade: those come last.
    const value = (row) => row.cells[column].dataset.value ?? null;
    const compare = (a, b) => {
        const [one, other] = [value(a), value(b)];
        if (one === null || other === null) return (one === null) - (other === null);
        const order = column === 0 || isNaN(one) ? one.localeCompare(other) : one - other;
        return descending ? -order : order;
    };
    table.tBodies[0].append(...rows.sort(compare));
}

for (const head of all("th[data-sort]", table.tHead)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
}
for (const button of all("button[data-mistake]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
        mistake = mistake === button.dataset.mistake ? null : button.dataset.mistake;
        for (const other of all("button[data-mistake]")) {
            other.setAttribute("aria-pressed", String(other.dataset.mistake === mistake));
        }
        filter();
        if (mistake !== null) table.scrollIntoView();
    });
}
search.addEventListener("input", filter);
state.addEventListener("input", filter);
document.querySelector("#reset").addEventListener("click", () => {
    search.value = state.value = "";
    mistake = null;
    for (const button of all("button[data-mistake]")) button.setAttribute("aria-pressed", "false");
    filter();
});
document.querySelector("#open").addEventListener("click", () => {
    const shown = details.filter((one) => !one.hidden);
    const open = shown.some((one) => !one.open);
    for (const one of shown) one.open = open;
});
for (const tools of all(".tools")) tools.hidden = false;

// Browsers open a closed <details> for a link into it, but not all of them, and none moves the focus to it.
function arrive() {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    const around = target && target.closest("details.submission");
    if (!around) return;
    around.hidden = false;
    around.open = true;
    around.querySelector("summary").focus({ preventScroll: true });
    around.scrollIntoView();
}
addEventListener("hashchange", arrive);
arrive();
filter();
