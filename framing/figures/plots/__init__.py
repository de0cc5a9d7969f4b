"""Plots: tables in, axes out."""
