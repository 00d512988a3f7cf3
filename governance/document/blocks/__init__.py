"""What governance says live of itself in the public document. Each module has one block or a few, and what they say."""

from bcsp.strands import Block

BLOCKS: tuple[Block, ...] = ()
