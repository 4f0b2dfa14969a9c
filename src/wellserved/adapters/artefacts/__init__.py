"""Trained readers, one file for each unit, written by `wellserved train`. Data, not code."""
