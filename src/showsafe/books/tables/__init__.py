"""Tables that come and go as files: weapons, lots, people, schedules, hires, books. Read, judged, taken, written.

``reading`` turns a file into cells with their addresses; ``headings`` finds which column is which; ``importing`` judges
every row and takes all or nothing; ``exporting`` writes a table out. Each table is one file in ``kinds``.
"""
