"""pytest: a page's blocks and formulas as test items."""
