"""What governance says live of itself in the public document. Each module has one block or a few, and what they say."""

from bcsp.strands import Block
from governance.document.blocks import dates, deciding, duties, glossary, structure, terms, year

BLOCKS: tuple[Block, ...] = (
    *structure.BLOCKS,
    *terms.BLOCKS,
    *duties.BLOCKS,
    *dates.BLOCKS,
    *year.BLOCKS,
    *deciding.BLOCKS,
    *glossary.BLOCKS,
)
