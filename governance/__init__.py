"""Meetings, decisions and actions of the partnership's bodies. What this strand knows, module by module:

A body: `cycle` (when its rules have it meet, notice, when papers close), `sittings`
(when it meets, as everyone may know it), `limits` (days that can be), `members` (who
may be told, asked, tasked), `rules` (who may do what), `conformance` (how it kept its rules in a year).

An agenda: `entries` (an item with its papers, as one viewer reads it), `agendas` (all of them, live or frozen),
`order` (hours, lines of private items), `emerging` (what fills a standing item), `house_items` and `house_papers`
(minutes, open actions, urgent decisions), `reports` (papers written for an item), `before` and `decided_before` (what
became of a subject earlier), `waiting` (the backlog, and where an item went), `escalating` (a question to the tier
above).

A pack: `packs`, `numbering` (pages), `length` (how long it would be).

A meeting: `attending` (seats, answers, who came), `recorded` (that record, as a writer had it before them), `quorum`,
`minutes`, `minutes_paper`, `reading` (notes, questions, guests, who has read what).

The register: `notices` (a decision as its readers read it), `recommended` (whether what was recommended stands beside
it), `sealing` (the chain), `coming` (announced decisions), `urgent` (by the chair between meetings),
`accountability` (the yearly extract).

For everyone: `public` (which bodies, agendas and addresses), `bodies` (on a day, holders named by consent), `feeds`,
`calendars`; the folder `document` (what the partnership publishes of how it works: blocks, sections, drift, checks,
printing).

What waits for a person: `attention`, `attention_minutes`, `attention_document`, `reminders` (of actions).

`queries` and `filters` read lists; `choices`, `models`, `actions`, `forms`, `views`, `strand`, `tasks`, `urls` and
`public_urls` are as in every strand.
"""
