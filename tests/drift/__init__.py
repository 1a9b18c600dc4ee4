"""Drift: one change at a time is made to a page or to a snippet, and the checks have to turn red.

`make drift` runs it. slips.py and edits.py say what is changed in formulas and in code, the other files what is tried.
"""
