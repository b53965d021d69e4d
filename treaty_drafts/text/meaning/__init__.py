"""What a change does to the law: `shifts` finds each change of meaning, `overall` says whether States are bound more.

Sentences are aligned first (`sentences`), then read: words (`words`), the expressions of the rules (`lexicon`, the
*.toml files), `numbers` and pointers (`reference`), and the part each word plays (`frame`). Two sentences that became one
another are compared by force (`modals`), by what is left over (`residue`), and that by kind: `compare`, `verbs`,
`coverage`, `measure`. Where nothing is left over, the order must be explained (`same_words`, `order`,
`rewritings`). All rules are about language; docs/evaluation.md says how well they do.
"""

from .kinds import Effect, Shift, ShiftKind, overall
from .shifting import shifts

__all__ = ["Effect", "Shift", "ShiftKind", "overall", "shifts"]
