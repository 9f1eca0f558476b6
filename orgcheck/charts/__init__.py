"""Pictures of a structure or a change: laid out here, written as SVG, DOT, Mermaid or HTML."""
