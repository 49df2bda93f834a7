"""Renderers: one module for each kind of output. They know sheets and pictures, never topics."""
