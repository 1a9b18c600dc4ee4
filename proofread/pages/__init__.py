"""Markdown as the site sees it: includes expanded, fences and formulas found, each with its place."""
