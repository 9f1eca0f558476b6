"""Pages of HTML that stand alone: templates, style and script, and what fills them."""
