"""A change judged by what it makes worse, under rules that it did not make itself."""
