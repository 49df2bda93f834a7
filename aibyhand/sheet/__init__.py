"""Sheets: matrices and labels laid out on an integer grid of cells."""
