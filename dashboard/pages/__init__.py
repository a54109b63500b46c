"""One module a page: PATH, TITLE, layout(**query) and, where it answers to choices, a callback and a pure view."""
