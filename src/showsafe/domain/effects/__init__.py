"""The effects of events on state, one file a subject, and the table that joins each act to its effect.

What holds for all of them:

1. Only what happened has an effect; an ask that was held or refused has none (``apply`` sees to that), but for
   what a refused cycle says in the safe direction.
2. No proof rests on one person's word: two who can be the two, or an override by producer and safety advisor.
3. What was done outside the rules gives no proof and no approval; what it may have changed is void from then on.
4. Rounds move, they never vanish: a difference stays open until two people close it.
5. What is told late (``events.LATE`` after it was done) is history: it voids, holds and counts, and proves nothing.
"""
