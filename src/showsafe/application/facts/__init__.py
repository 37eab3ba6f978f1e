"""What the office derives from the records of many units: the values, and the port of whoever keeps them.

Facts are never a source. They say as of which record they hold, and can be thrown away and made again at any time.
"""
