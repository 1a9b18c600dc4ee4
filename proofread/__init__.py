"""The checker: reads a page, judges its formulas, counts its code."""
