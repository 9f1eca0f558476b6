"""Pictures of a structure or a change: laid out here, written as SVG, PDF, DOT, Mermaid or HTML."""
