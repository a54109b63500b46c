"""One module a page: PATH, TITLE, DRAWN (whether it opens with a chart), layout(**query), and a callback with a pure view."""
