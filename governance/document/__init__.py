"""The public document on how the partnership works (plan output CSD3a), and what keeps it true.

`blocks` are what governance says live of itself, each as data, facts and a template; other strands add theirs.
`sections` is the default text that a first edition starts from. `contents` sets sections and blocks into one text,
`printing` that text into a PDF. `drift` compares what an edition said with what holds today,
`comparing` the words of two editions; `standing` says which is in force, `checks` what to mend before publishing.
"""
