"""What a decision paper says, whatever form it is written in."""
