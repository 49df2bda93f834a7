"""Walkthroughs and what happens when one is carried out: steps, lanes, traces."""
