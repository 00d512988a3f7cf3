"""Words of the trade, the most frequent first: what records of corporate memory say over and over."""

_TEXT = """
community street young people report night school partner police visit call housing support group safety year
work local team council number week resident door park trend light meeting funding service centre home month
volunteer evening station project violence theft vehicle fire shop bus training family survey camera patrol
estate garden football mediation charity lesson battery towpath marshal letter library insurer neighbour dispute
fraud vape
"""
COMMON = tuple(_TEXT.split())
