"""MkDocs: each formula judged while the site is built, math, marks, fonts, the search, the lab."""
