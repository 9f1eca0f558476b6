"""Made-up registers with realistic names, to judge which unit is found again as which.

`words` holds vocabularies, `naming` makes names and changes them, `register` builds an
organisation, `reorganising` plants what happens to it, and `findable` says what a careful reader
could find; none of these imports anything of orgcheck. `judging` compares what orgcheck tells with
what was planted.
"""
