------------------------------- MODULE Showsafe -------------------------------
(***************************************************************************)
(* The rules of Showsafe a second time, at a small bound: one revolver of  *)
(* two chambers, one dummy, two blanks, a custodian and a second one, one  *)
(* performer. TLC walks every state of it; `python -m tools.assurance.twin`*)
(* holds its states and labelled transitions against those of the program  *)
(* itself, as sets, both ways.                                             *)
(*                                                                         *)
(* How to read it. `s` is what the RECORD believes, never what is true.    *)
(* Every act has a rule (what is answered to it: permit, hold, refuse) and *)
(* an effect (what the record believes once it happened). An act that is   *)
(* asked has its effect only where it is permitted; one that is told has   *)
(* happened, and where a rule would have refused it, the thing is held.    *)
(* `left` is the bound: the usual way of a day is free, and every step off *)
(* it costs one. Papers, people, plan, instruction, meeting and the open   *)
(* day are in place.                                                       *)
(*                                                                         *)
(* Each gate of the program has a line that begins with `\* gate NAME:`,   *)
(* and each kind of act one with `\* act NAME:`; a test fails where one is *)
(* missing on either side.                                                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS Budget,    \* how many steps off the usual way
          Export     \* print states and steps for the comparison: 0 no, 1 those of the bound, 2 also those beyond it

VARIABLES s, left

(***************************************************************************)
(* The steps, in the order in which the program numbers them.              *)
(***************************************************************************)
Names == <<
  "check-empty", "check-dummy", "check-blanks", "check-live", "check-alone", "check-obstructed", "show",
  "load-dummy", "load-blanks", "load-alone", "unload", "unload-blanks", "unload-one", "unload-alone", "clear",
  "declare-cold", "declare-hot", "preset", "pick-up", "pick-up-by-custodian", "offer", "accept",
  "accept-alone", "confirm", "hand-over", "decline", "withdraw", "collect", "pass-open", "pass-back", "leave",
  "rehearse", "take", "discharge", "cut", "reconcile", "lock", "unlock", "isolate", "lock-dummies",
  "unlock-dummies", "lock-blanks", "unlock-blanks", "prove-dummies", "prove-blanks", "release-weapon",
  "release-dummies", "release-blanks", "release-set", "quarantine-weapon", "quarantine-blanks", "close-day",
  "told-load-dummy", "told-load-blanks", "told-hand-over", "told-leave", "told-leave-blanks",
  "told-discharge", "told-test-fire", "misfire", "drop", "foul", "unplanned-discharge",
  "find-live-in-weapon", "find-live-in-blanks", "hold", "stop", "time" >>

Told == { "told-load-dummy", "told-load-blanks", "told-hand-over", "told-leave", "told-leave-blanks",
          "told-discharge", "told-test-fire", "misfire", "drop", "foul", "unplanned-discharge",
          "find-live-in-weapon", "find-live-in-blanks", "hold", "stop" }

Capacity == 2

(***************************************************************************)
(* Small words                                                             *)
(***************************************************************************)
Round(k, b) == [kind |-> k, state |-> "ready", proven |-> FALSE, beyond |-> b]

LotOf(t, k) == IF k = "dummy" THEN t.dummies ELSE t.blanks
WithLot(t, k, l) == IF k = "dummy" THEN [t EXCEPT !.dummies = l] ELSE [t EXCEPT !.blanks = l]

Fault(t) == t.misfire # "none" \/ t.locked_out \/ t.unplanned
Unspent(t) == SelectSeq(t.contents, LAMBDA r : r.state # "spent")
IsReady(r) == r.state = "ready"
Ready(t) == SelectSeq(t.contents, IsReady)
Holds(t, P(_)) == \E i \in 1..Len(t.contents) : P(t.contents[i])
Kinds(q) == { q[i].kind : i \in 1..Len(q) }
CountKind(q, k) == Len(SelectSeq(q, LAMBDA r : r.kind = k))
Occurs(f, k) == Cardinality({ i \in 1..Len(f) : f[i] = k })
AnyReadyBlank(t) == Holds(t, LAMBDA r : r.kind = "blank" /\ r.state = "ready")
AllDummies(t) == ~Holds(t, LAMBDA r : r.kind # "dummy" \/ r.state # "ready")

\* A look or an unload that finds what is believed, kind by kind; a fired case counts for nothing.
Agrees(t, found) ==
  \A k \in {"dummy", "blank", "unidentified"} : CountKind(Unspent(t), k) = Occurs(found, k)

(***************************************************************************)
(* The gates, as far as this bound can ask them anything                   *)
(***************************************************************************)
\* gate trouble: nothing is open: a hold or stop of the set, a fault, a hold of the thing, quarantine.
SetTrouble(t) == t.on_hold \/ t.stopped \/ t.live_stop \/ t.dummy_stop \/ t.unplanned
Trouble(t) == SetTrouble(t) \/ Fault(t) \/ t.held \/ t.quarantined
LotTrouble(t, l) == SetTrouble(t) \/ l.held # "none" \/ l.quarantined

\* gate live: no live round that was found is still on record.
Live(t) == t.found_weapon \/ t.found_blanks # "none"

\* gate rounds: every round typed, proven, from a lot without a doubt; a load draws proven rounds of an open box.
Doubtful(l) == l.quarantined \/ l.held # "none" \/ l.open \/ l.tainted
RoundsBad(t) == Holds(t, LAMBDA r : \/ r.kind = "unidentified"
                                    \/ Doubtful(LotOf(t, r.kind))
                                    \/ r.state = "ready" /\ ~r.proven)
LoadOf(k) == IF k = "dummy" THEN 1 ELSE 2
InChambers(q) == Len(SelectSeq(q, LAMBDA r : ~r.beyond))
RoundsRefuse(t, k) ==
  LET l == LotOf(t, k) n == LoadOf(k)
  IN \/ Doubtful(l) \/ l.locked \/ n > l.box
     \/ n > l.proven /\ ~l.tainted
     \/ n > Capacity - InChambers(t.contents)

\* gate check: does a contents proof stand (for load, lock, open pass: of an empty weapon)?
Checked(t) == t.proof
CheckedEmpty(t) == t.proof /\ t.contents = <<>>

\* gate bore: does a bore proof stand? A take or rehearsal ends the take before it, and with it what was fired through.
BoreSeen(t) == t.bore
BoreStill(t) == t.bore /\ t.take # "fired"

\* gate hands: in the giver's hands, or in nobody's and lying nowhere; a use is in the user's hands.
AtHand(t, g) == ~t.locked /\ (t.holder = g \/ (t.holder = "none" /\ ~t.placed))
InUsersHands(t, u) == ~t.locked /\ t.holder = u /\ (~t.preset \/ t.issued)

\* gate receiver: named, of age, instructed: in place in this bound. Willing: not after a no.
Willing(t) == ~t.declined

\* gate show: shown to the 1st AD, and offered to the performer, since the contents were last proven.
Shown(t) == t.shown

\* gate load: by the custodian, announced, not too long ago; an empty weapon has no load to ask of.
LoadUnfit(t) ==
  /\ t.contents # <<>>
  /\ \/ t.load = "none" \/ t.said = "none"
     \/ t.load = "late" /\ (~t.taken \/ Holds(t, LAMBDA r : r.kind = "blank"))

\* gate plan: one scene is planned with dummies, one with blanks; nothing else is planned.
Planned(kinds) == kinds \subseteq {"dummy"} \/ kinds \subseteq {"blank"}
AsPlanned(t) == Planned(Kinds(Unspent(t)))

\* gate return: the use before is closed: back, cleared, bore looked at, counted; and no count is open.
UseOpen(t) ==
  \/ t.uncounted
  \/ /\ t.use # <<>>
     /\ LET u == t.use[1]
        IN IF t.isolated THEN t.locked_empty /\ u.fired /\ ~u.counted
           ELSE ~(u.back /\ (~u.fired \/ (u.cleared /\ u.looked /\ u.counted)))

\* gate store: every box of rounds is locked while something is handed over; nothing is locked away loaded.
Loose(l) == l.box > 0 /\ ~l.locked /\ ~l.quarantined

\* gate sight: somebody said at the hand-over that they watched it since its check or load.
Watched(t) == t.watch = "performer"

\* gate custodian: everybody who gives here is a qualified custodian of today; nothing is left to ask.
\* gate duty: two people where two belong: without the second, what would be permitted is held.
\* gate meeting: every scene of this bound was met on with everybody; nothing is left to ask.
\* gate papers: the papers of the day are in place; nothing is left to ask.
\* gate run: runs are left out: a run reaches no state that its single acts cannot reach.
\* gate file: files are left out: a file is many weapons, and this bound has one.
\* gate count: counts are left out: they make a lot more doubtful or smaller, and never proven.
WithoutSecond(answer) == IF answer = "permit" THEN "hold" ELSE answer

Refused(b) == IF b THEN "refuse" ELSE "permit"

(***************************************************************************)
(* The rules: what is answered                                             *)
(***************************************************************************)
Cold(t) == t.proof /\ AllDummies(t) /\ ~Fault(t) /\ ~t.quarantined

MayLoad(t, k) == Refused(
  \/ RoundsRefuse(t, k) \/ Live(t) \/ ~CheckedEmpty(t) \/ ~BoreSeen(t)
  \/ ~Planned(Kinds(Unspent(t)) \cup {k})
  \/ UseOpen(t) \/ (t.holder = "performer" /\ (t.use = <<>> \/ t.use[1].back))
  \/ Trouble(t))

MayOffer(t) == Refused(
  \/ ~AtHand(t, "custodian") \/ Live(t) \/ RoundsBad(t) \/ ~Checked(t) \/ ~BoreSeen(t)
  \/ ~Willing(t) \/ ~Shown(t) \/ LoadUnfit(t) \/ ~AsPlanned(t) \/ UseOpen(t) \/ Trouble(t)
  \/ Loose(t.dummies) \/ Loose(t.blanks))

MayAccept(t) == Refused(
  ~t.offer \/ ~Willing(t) \/ Live(t) \/ ~Checked(t) \/ ~BoreSeen(t) \/ ~Shown(t) \/ Trouble(t))

MayTake(t) == Refused(
  \/ ~InUsersHands(t, "performer") \/ ~Willing(t) \/ ~Shown(t) \/ Live(t) \/ RoundsBad(t)
  \/ ~Checked(t) \/ ~BoreStill(t) \/ LoadUnfit(t) \/ ~AsPlanned(t) \/ ~Watched(t) \/ Trouble(t))

MayRehearse(t) == Refused(
  \/ ~InUsersHands(t, "performer") \/ ~Willing(t) \/ Live(t) \/ RoundsBad(t) \/ ~Checked(t) \/ ~BoreStill(t)
  \/ t.contents = <<>> \/ ~AllDummies(t) \/ Trouble(t))

WouldShoot(t) == Refused(
  \/ ~InUsersHands(t, "performer") \/ ~BoreSeen(t) \/ t.take = "none" \/ ~AsPlanned(t) \/ ~Watched(t)
  \/ Trouble(t) \/ ~AnyReadyBlank(t))

WouldTestFire(t) == Refused(
  \/ ~InUsersHands(t, "custodian") \/ ~BoreSeen(t) \/ (t.take # "none" /\ ~AsPlanned(t))
  \/ Trouble(t) \/ ~AnyReadyBlank(t))

MayDeclare(t, word) == Refused(
  \/ Live(t) \/ RoundsBad(t) \/ ~Checked(t) \/ ~BoreSeen(t) \/ Trouble(t)
  \/ word = "cold" /\ ~Cold(t))

MayProve(l) == Refused(l.locked \/ l.quarantined \/ l.box = 0)

MayClose(t) == Refused(
  \/ UseOpen(t) \/ t.dummies.open \/ t.blanks.open
  \/ ~(t.locked /\ (t.quarantined \/ t.locked_empty))
  \/ (\E r \in {Ready(t)[i] : i \in 1..Len(Ready(t))} : r.kind # "unidentified") /\ ~t.isolated
  \/ Loose(t.dummies) \/ Loose(t.blanks))

Answer(a, t) ==
       \* act check: the safe direction; only an open misfire keeps it shut.
  CASE a \in {"check-empty", "check-dummy", "check-blanks", "check-live", "check-alone", "check-obstructed"}
         -> Refused(t.misfire # "none")
       \* act unload: as a check.
    [] a \in {"unload", "unload-blanks", "unload-one", "unload-alone"} -> Refused(t.misfire # "none")
       \* act clear: after the wait of a misfire, it is the way to open it.
    [] a = "clear" -> Refused(t.misfire = "waiting")
       \* act show: custodian, check.
    [] a = "show" -> Refused(~Checked(t))
       \* act load: custodian, duty, live, rounds, check (EMPTY), bore, meeting, plan, return, trouble.
    [] a \in {"load-dummy", "told-load-dummy"} -> MayLoad(t, "dummy")
    [] a \in {"load-blanks", "told-load-blanks"} -> MayLoad(t, "blank")
    [] a = "load-alone" -> WithoutSecond(MayLoad(t, "dummy"))
       \* act declare: custodian, live, rounds, check, bore, trouble; cold only where the record says so.
    [] a = "declare-cold" -> MayDeclare(t, "cold")
    [] a = "declare-hot" -> MayDeclare(t, "hot")
       \* act preset: custodian, hands, live, check, trouble.
    [] a = "preset" -> Refused(~AtHand(t, "custodian") \/ Live(t) \/ ~Checked(t) \/ Trouble(t))
       \* act pick-up: custodian, hands; a user only what was placed; a custodian takes anything back.
    [] a = "pick-up" -> Refused(t.locked \/ ~t.preset \/ ~Willing(t) \/ Trouble(t))
    [] a = "pick-up-by-custodian"
         -> Refused(t.locked \/ (t.holder \in {"second", "performer"} /\ ~t.preset))
       \* act offer: all seventeen gates.
    [] a = "offer" -> MayOffer(t)
       \* act accept: duty, hands, receiver, live, check, bore, show, sight, trouble.
    [] a = "accept" -> MayAccept(t)
    [] a = "accept-alone" -> WithoutSecond(MayAccept(t))
       \* act confirm: the watcher stands in; the accept that was held is asked again, as of now.
    [] a = "confirm" -> IF t.asked THEN MayAccept(t) ELSE "refuse"
       \* act hand-over: all seventeen gates, and the watcher at once.
    [] a = "hand-over" -> MayOffer(t)
    [] a = "told-hand-over" -> WithoutSecond(MayOffer(t))
       \* act pass-open: custodian, hands, duty, check (EMPTY).
    [] a = "pass-open" -> Refused(~AtHand(t, "custodian") \/ ~CheckedEmpty(t))
    [] a = "pass-back" -> Refused(~AtHand(t, "second") \/ ~CheckedEmpty(t))
       \* act leave: asking is always refused: never nobody.
    [] a \in {"leave", "told-leave", "told-leave-blanks"} -> "refuse"
       \* act rehearse: inert by default; dummies if the lens sees them; empty needs a reason; hot never.
    [] a = "rehearse" -> MayRehearse(t)
       \* act take: hands, receiver, live, rounds, meeting, show, check, bore, load, plan, sight, trouble.
    [] a = "take" -> MayTake(t)
       \* act discharge: told and never refused; what the gates would have said is recorded with it.
    [] a = "told-discharge" -> WouldShoot(t)
    [] a = "told-test-fire" -> WouldTestFire(t)
       \* act lock: custodian, check (EMPTY), store.
    [] a = "lock" -> Refused(~CheckedEmpty(t) \/ t.holder = "performer")
       \* act unlock: custodian, duty, store, papers, trouble.
    [] a = "unlock" -> Refused((~t.locked /\ t.holder \in {"second", "performer"}) \/ Trouble(t))
    [] a = "unlock-dummies" -> Refused(LotTrouble(t, t.dummies))
    [] a = "unlock-blanks" -> Refused(LotTrouble(t, t.blanks))
       \* act prove: every round in the box, by two, and the box at hand.
    [] a = "prove-dummies" -> MayProve(t.dummies)
    [] a = "prove-blanks" -> MayProve(t.blanks)
       \* act release: a misfire first cleared; who pressed, or found the live round, does not lift a doubt.
    [] a = "release-weapon" -> Refused(t.misfire \in {"waiting", "waited"})
    [] a = "release-set" -> Refused(t.on_hold /\ (t.finder \/ t.dummy_stop))
       \* act close-day: nothing out, no count open, no place unknown.
    [] a = "close-day" -> MayClose(t)
       \* act isolate: nothing refuses it.
       \* act quarantine: nothing refuses it.
       \* act collect: nothing refuses it.
       \* act decline: nothing refuses it.
       \* act withdraw: nothing refuses it.
       \* act cut: nothing refuses it.
       \* act reconcile: two people, who are there.
       \* act misfire: told.
       \* act drop: told.
       \* act foul: told.
       \* act unplanned-discharge: told.
       \* act find-live: told.
       \* act hold: nothing refuses it.
       \* act stop: nothing refuses it.
    [] OTHER -> "permit"

(***************************************************************************)
(* What voids what                                                         *)
(***************************************************************************)
VoidContents(t) == [t EXCEPT !.proof = FALSE, !.said = "none", !.shown = FALSE, !.watch = "none",
                             !.offer = FALSE, !.preset = FALSE, !.locked_empty = FALSE]
VoidAll(t) == [VoidContents(t) EXCEPT !.bore = FALSE]
OutOfTheWay(t) == [VoidAll(t) EXCEPT !.gated = FALSE]

InHands(t, who) ==
  LET u == [t EXCEPT !.placed = FALSE, !.preset = FALSE]
  IN IF u.holder = who /\ ~u.locked THEN u
     ELSE [u EXCEPT !.holder = who, !.locked = FALSE, !.isolated = FALSE, !.offer = FALSE]
InNobodysThenIn(t, who) == IF t.holder # "none" \/ t.locked THEN t ELSE InHands(t, who)

\* A lot in doubt: nothing of it is proven, and what it fed is unknown.
Taint(t, k) ==
  LET u == WithLot(t, k, [LotOf(t, k) EXCEPT !.tainted = TRUE, !.proven = 0])
  IN IF Holds(u, LAMBDA r : r.kind = k) THEN [VoidContents(u) EXCEPT !.gated = FALSE] ELSE u

RECURSIVE TaintAll(_, _)
TaintAll(t, ks) == IF ks = <<>> THEN t
                   ELSE TaintAll(IF Head(ks) = "unidentified" THEN t ELSE Taint(t, Head(ks)), Tail(ks))

\* Rounds go from their box into the weapon; one that the box cannot have held is unidentified.
Less(n) == IF n > 0 THEN n - 1 ELSE 0
RECURSIVE PutIn(_, _, _)
PutIn(t, q, ks) ==
  IF ks = <<>> THEN [t |-> t, contents |-> q]
  ELSE LET k == Head(ks)
           b == InChambers(q) >= Capacity
           unknown == k = "unidentified" \/ LotOf(t, k).box = 0
           u == IF unknown THEN t
                ELSE WithLot(t, k, [LotOf(t, k) EXCEPT !.box = @ - 1, !.proven = Less(@)])
       IN PutIn(u, Append(q, Round(IF unknown THEN "unidentified" ELSE k, b)), Tail(ks))

\* Unfired rounds go back; one that is not proven lies among the others, whichever came first: all are proven again.
RECURSIVE PutBack(_, _, _)
PutBack(t, q, keep) ==
  IF q = <<>> THEN t
  ELSE LET r == Head(q)
           l == LotOf(t, r.kind)
           ok == keep /\ r.proven /\ ~l.tainted /\ l.proven >= l.box
           u == IF r.state # "ready" \/ r.kind = "unidentified" THEN t
                ELSE WithLot(t, r.kind, [l EXCEPT !.box = @ + 1, !.proven = IF ok THEN @ + 1 ELSE 0])
       IN PutBack(u, Tail(q), keep)

\* Rounds that were believed in it and were not there leave an open difference.
RECURSIVE Lose(_, _)
Lose(t, q) ==
  IF q = <<>> THEN t
  ELSE LET r == Head(q)
           u == IF r.state # "ready" \/ r.kind = "unidentified" THEN t
                ELSE WithLot(t, r.kind, [LotOf(t, r.kind) EXCEPT !.open = TRUE])
       IN Lose(u, Tail(q))

\* Believed and found; believed and not found; found and not believed.
Without(q, i) == SubSeq(q, 1, i - 1) \o SubSeq(q, i + 1, Len(q))
RECURSIVE Compare(_, _, _, _)
Compare(rest, found, kept, extra) ==
  IF found = <<>> THEN [kept |-> kept, lost |-> rest, extra |-> extra]
  ELSE LET at == { i \in 1..Len(rest) : rest[i].kind = Head(found) }
       IN IF at = {} THEN Compare(rest, Tail(found), kept, Append(extra, Head(found)))
          ELSE LET i == CHOOSE j \in at : \A n \in at : j <= n
               IN Compare(Without(rest, i), Tail(found), Append(kept, rest[i]), extra)
Compared(t, found) == Compare(Unspent(t), found, <<>>, <<>>)

\* What is in it by its kinds, in the order in which they first come.
AsBelieved(t) ==
  LET q == Unspent(t)
      firsts == SelectSeq([i \in 1..Len(q) |-> i],
                          LAMBDA i : \A j \in 1..(i - 1) : q[j].kind # q[i].kind)
      Run(k) == [i \in 1..CountKind(q, k) |-> k]
  IN CASE Len(firsts) = 0 -> <<>>
       [] Len(firsts) = 1 -> Run(q[firsts[1]].kind)
       [] Len(firsts) = 2 -> Run(q[firsts[1]].kind) \o Run(q[firsts[2]].kind)
       [] OTHER -> Run(q[firsts[1]].kind) \o Run(q[firsts[2]].kind) \o Run(q[firsts[3]].kind)

LotsIn(t) == SelectSeq(<<"blank", "dummy">>, LAMBDA k : Holds(t, LAMBDA r : r.kind = k))

(***************************************************************************)
(* The effects                                                             *)
(***************************************************************************)
FedInDoubt(t) == TaintAll(t, LotsIn([t EXCEPT !.contents = @ \o t.came_out]))
FoundLiveInWeapon(t, finder) ==
  [OutOfTheWay(FedInDoubt(t)) EXCEPT
     !.found_weapon = TRUE, !.live_stop = TRUE, !.quarantined = TRUE, !.take = "none", !.finder = @ \/ finder]

\* More is in it than anybody believed: its lot is in doubt, the weapon is held, and the difference stays open.
More(t, extra) == [TaintAll(t, extra) EXCEPT !.held = @ \/ extra # <<>>, !.uncounted = @ \/ extra # <<>>]

Contradicted(t, found) ==
  LET c == Compared(t, found)
      p == PutIn(Lose(t, c.lost), c.kept, c.extra)
  IN More([VoidAll(p.t) EXCEPT !.contents = p.contents, !.gated = FALSE, !.held = TRUE,
                               !.uncounted = @ \/ c.lost # <<>>], c.extra)

ProvesNothing(t, found) ==
  IF t.proof \/ found = <<>> \/ t.contents # <<>> THEN t
  ELSE LET p == PutIn(t, <<>>, found)
       IN More([p.t EXCEPT !.contents = p.contents, !.gated = FALSE, !.locked_empty = FALSE], found)

LookedEmpty(t, bore) ==
  LET lost == Ready(t)
      u == [Lose(t, lost) EXCEPT !.contents = <<>>, !.came_out = <<>>, !.said = "none", !.load = "none",
              !.taken = FALSE, !.gated = TRUE, !.proof = TRUE, !.bore = bore = "clear",
              !.locked_empty = FALSE, !.uncounted = @ \/ lost # <<>>]
  IN IF u.use = <<>> THEN u
     ELSE LET v == [u.use[1] EXCEPT !.back = @ \/ u.holder \in {"custodian", "second"},
                                    !.cleared = TRUE, !.looked = u.bore]
              closed == v.back /\ v.cleared /\ v.looked /\ (v.counted \/ ~v.fired)
          IN [u EXCEPT !.use = IF closed /\ ~u.uncounted THEN <<>> ELSE <<v>>]

LookedLoaded(t, found) ==
  IF t.contents # <<>> /\ Agrees(t, found) /\ (t.proof \/ t.gated)
  THEN [t EXCEPT !.proof = TRUE, !.said = "none"]
  ELSE LET c == Compared(t, found)
           p == PutIn(Lose(t, c.lost), c.kept, c.extra)
       IN More([VoidContents(p.t) EXCEPT !.contents = p.contents, !.gated = FALSE], c.extra)

Looked(t, found, two, bore) ==
  LET u == IF t.holder = "none" /\ ~t.locked
           THEN InHands(IF t.placed THEN VoidAll(t) ELSE t, "custodian") ELSE t
  IN IF u.proof /\ ~Agrees(u, found) THEN Contradicted(u, found)
     ELSE IF ~two \/ u.locked THEN ProvesNothing(u, found)
     ELSE IF found = <<>> THEN LookedEmpty(u, bore) ELSE LookedLoaded(u, found)

Check(t, found, two, bore) ==
  LET u == Looked(t, found, two, bore)
      v == IF Occurs(found, "unidentified") > 0 THEN FoundLiveInWeapon(u, TRUE) ELSE u
  IN IF bore = "obstructed" THEN [v EXCEPT !.bore = FALSE, !.locked_out = TRUE] ELSE v

Load(t, k, good) ==
  LET p == PutIn(InNobodysThenIn(t, "custodian"), t.contents, [i \in 1..LoadOf(k) |-> k])
      q == IF good THEN [i \in 1..Len(p.contents) |->
                           [p.contents[i] EXCEPT !.proven = p.contents[i].kind # "unidentified"]]
           ELSE p.contents
      u == [p.t EXCEPT !.contents = q, !.came_out = <<>>, !.load = "fresh", !.taken = FALSE,
                       !.said = "none", !.offer = FALSE, !.watch = "none"]
  IN IF good THEN [u EXCEPT !.proof = TRUE, !.gated = TRUE]
     ELSE [OutOfTheWay(u) EXCEPT !.held = @ \/ Len(q) > Capacity]

\* Said again with what was found, it is one unload: what the last one put back is taken out once more.
RECURSIVE TakenBack(_, _)
TakenBack(t, q) ==
  IF q = <<>> THEN t
  ELSE LET k == Head(q).kind
           l == LotOf(t, k)
           b == Less(l.box)
           u == IF k = "unidentified" \/ l.box = 0 THEN t
                ELSE WithLot(t, k, [l EXCEPT !.box = b, !.proven = IF @ >= l.box THEN b ELSE 0])
       IN TakenBack(u, Tail(q))

Unload(t0, said, found, two) ==
  LET t1 == InNobodysThenIn(t0, "custodian")
      again == said /\ t1.contents = <<>> /\ t1.came_out # <<>>
      t == IF again THEN [TakenBack(t1, t1.came_out) EXCEPT !.contents = t1.came_out, !.came_out = <<>>]
           ELSE t1
      c == Compared(t, IF said THEN found ELSE AsBelieved(t))
      d == [TaintAll(t, c.extra) EXCEPT !.gated = t.gated]
      u == VoidAll(Lose(PutBack(d, c.kept, two /\ t.gated), c.lost))
      counted == said /\ two /\ c.lost = <<>> /\ c.extra = <<>>
      more == SelectSeq(c.lost, IsReady) # <<>> \/ c.extra # <<>>
  IN [u EXCEPT !.uncounted = @ \/ more, !.held = @ \/ c.extra # <<>>, !.contents = <<>>,
        !.came_out = SelectSeq(c.kept, IsReady), !.load = "none", !.taken = FALSE,
        !.use = IF @ = <<>> THEN @ ELSE <<[@[1] EXCEPT !.cleared = TRUE, !.counted = @ \/ counted]>>,
        !.misfire = IF @ = "none" THEN @ ELSE "cleared"]

Reconcile(t) ==
  LET Closed(x, k) == IF LotOf(x, k).open
                      THEN Taint(WithLot(x, k, [LotOf(x, k) EXCEPT !.open = FALSE]), k) ELSE x
      u == [Closed(t, "dummy") EXCEPT !.dummy_stop = @ \/ t.dummies.open]
      v == [Closed(u, "blank") EXCEPT !.uncounted = FALSE]
  IN IF v.use = <<>> THEN v
     ELSE LET w == [v.use[1] EXCEPT !.counted = TRUE]
          IN [v EXCEPT !.use = IF w.back /\ w.cleared /\ w.looked THEN <<>> ELSE <<w>>]

Preset(t) == [InHands(t, "custodian") EXCEPT !.preset = TRUE, !.placed = TRUE, !.watch = "placed"]

PickUp(t) ==
  LET u == [InHands(t, "performer") EXCEPT !.issued = TRUE]
  IN IF t.watch # "none" THEN [u EXCEPT !.watch = "performer"] ELSE OutOfTheWay(u)

PickUpByCustodian(t) ==
  LET u == InHands(t, "custodian") IN IF t.preset THEN u ELSE OutOfTheWay(u)

Offer(t) ==
  LET u == InNobodysThenIn(t, "custodian") IN [u EXCEPT !.offer = u.holder = "custodian", !.asked = FALSE]

HandedOver(t, by, good) ==
  LET giver == IF t.offer THEN "custodian" ELSE IF t.holder # "none" THEN t.holder ELSE by
      u == [InHands(t, "performer") EXCEPT !.issued = giver \in {"custodian", "second"} \/ t.issued,
                                           !.offer = FALSE]
  IN IF good THEN [u EXCEPT !.watch = "performer"] ELSE OutOfTheWay(u)

UseBack(t) == [t EXCEPT !.use = IF @ = <<>> THEN @ ELSE <<[@[1] EXCEPT !.back = TRUE]>>]

Collect(t) ==
  [UseBack(VoidAll(InHands(t, "custodian"))) EXCEPT
     !.take = "none", !.gated = t.gated /\ (t.holder # "performer" \/ t.issued), !.issued = FALSE]

PassOpen(t, to) ==
  [VoidAll([InHands(t, to) EXCEPT !.issued = FALSE]) EXCEPT
     !.contents = <<>>, !.proof = TRUE, !.bore = t.bore \/ ~Fault(t), !.gated = TRUE]

Leave(t) == [OutOfTheWay(t) EXCEPT !.holder = "none", !.locked = FALSE, !.placed = TRUE, !.issued = FALSE,
                                   !.take = "none"]

Lock(t) == UseBack([VoidAll(t) EXCEPT !.locked = TRUE, !.holder = "none", !.placed = FALSE, !.issued = FALSE,
                                      !.locked_empty = TRUE, !.gated = TRUE])

Unlock(t) == [InHands(VoidAll(t), "custodian") EXCEPT !.issued = FALSE]

Isolate(t) == [OutOfTheWay(t) EXCEPT !.isolated = TRUE, !.locked = TRUE, !.holder = "none", !.placed = FALSE,
                 !.locked_empty = CheckedEmpty(t), !.take = "none", !.issued = FALSE]

Quarantine(t) ==
  [OutOfTheWay(t) EXCEPT !.quarantined = TRUE, !.locked = TRUE, !.holder = "none", !.placed = FALSE,
     !.take = "none", !.issued = FALSE, !.found_weapon = @ /\ t.live_stop]

QuarantineBlanks(t) ==
  [t EXCEPT !.blanks.quarantined = TRUE, !.blanks.locked = TRUE, !.found_weapon = @ /\ t.live_stop,
     !.found_blanks = IF @ # "none" /\ t.live_stop THEN "quarantined" ELSE "none"]

Prove(t, k) == WithLot(t, k, [LotOf(t, k) EXCEPT !.proven = LotOf(t, k).box, !.tainted = FALSE])

EndTake(t) == [t EXCEPT !.take = "none", !.bore = @ /\ t.take # "fired"]

NewUse == [back |-> FALSE, cleared |-> FALSE, looked |-> FALSE, counted |-> FALSE, fired |-> FALSE]

Take(t) == [EndTake(t) EXCEPT !.take = "going", !.taken = t.load # "none",
              !.use = <<[(IF @ = <<>> THEN NewUse ELSE @[1]) EXCEPT !.back = FALSE]>>]

\* A cut is called over what is out: it ends the take and the word, and makes nothing cold.
Cut(t) == IF t.take = "none" \/ (t.locked /\ ~Fault(t)) THEN t ELSE [EndTake(t) EXCEPT !.said = "none"]

FirstOf(t, P(_)) == CHOOSE i \in 1..Len(t.contents) :
  P(t.contents[i]) /\ \A j \in 1..(i - 1) : ~P(t.contents[j])
IsReadyBlank(r) == r.kind = "blank" /\ r.state = "ready"

\* A blank is in it that was unfired when its take began; outside a take, that is unfired now.
CouldFire(t) == Holds(t, LAMBDA r : r.kind = "blank" /\ (r.state # "spent" \/ t.take = "fired"))

\* More shots than blanks: nothing is known any more, and where nothing in it could fire, it was a live round.
Discharge(t, by_custodian) ==
  LET short == ~AnyReadyBlank(t)
      u == [t EXCEPT !.said = "none", !.use = <<[NewUse EXCEPT !.fired = TRUE]>>,
              !.contents = IF short THEN @ ELSE [@ EXCEPT ![FirstOf(t, IsReadyBlank)].state = "spent"]]
      v == IF t.take # "none" THEN [u EXCEPT !.take = "fired"] ELSE [u EXCEPT !.bore = FALSE]
      w == IF short \/ ~t.proof THEN OutOfTheWay(v) ELSE v
      x == [w EXCEPT !.held = @ \/ short, !.uncounted = @ \/ short]
      y == IF short THEN FedInDoubt(x) ELSE x
  IN IF CouldFire(t) THEN y ELSE FoundLiveInWeapon(y, by_custodian)

Misfire(t) ==
  [VoidAll(t) EXCEPT !.misfire = "waiting",
     !.contents = IF Ready(t) = <<>> THEN @ ELSE [@ EXCEPT ![FirstOf(t, IsReady)].state = "faulty"]]

HoldLot(l) == [l EXCEPT !.held = IF @ = "none" THEN "unplanned" ELSE @]
Unplanned(t) ==
  LET u == [VoidAll(Discharge(t, FALSE)) EXCEPT !.unplanned = TRUE]
  IN [u EXCEPT !.dummies = IF Holds(t, LAMBDA r : r.kind = "dummy") THEN HoldLot(@) ELSE @,
               !.blanks = IF Holds(t, LAMBDA r : r.kind = "blank") THEN HoldLot(@) ELSE @]

LetGo(l) == [l EXCEPT !.held = IF @ = "unplanned" THEN "none" ELSE @]
ReleaseWeapon(t) == [t EXCEPT !.misfire = "none", !.locked_out = FALSE, !.unplanned = FALSE, !.held = FALSE,
                              !.quarantined = FALSE, !.dummies = LetGo(@), !.blanks = LetGo(@)]

ReleaseLot(t, k) ==
  LET l == [LotOf(t, k) EXCEPT !.held = "none"]
  IN WithLot(t, k, IF l.quarantined \/ LotOf(t, k).held = "deviation"
                   THEN [l EXCEPT !.quarantined = FALSE, !.proven = 0, !.tainted = TRUE] ELSE l)

ReleaseSet(t) ==
  [t EXCEPT !.on_hold = FALSE, !.stopped = FALSE, !.live_stop = FALSE, !.dummy_stop = FALSE,
     !.found_weapon = FALSE, !.found_blanks = IF @ = "open" THEN @ ELSE "none", !.finder = FALSE]

TimePasses(t) == [t EXCEPT !.load = IF @ = "none" THEN @ ELSE "late",
                           !.misfire = IF @ = "waiting" THEN "waited" ELSE @]

Effect(a, t, good) ==
  CASE a = "check-empty" -> Check(t, <<>>, TRUE, "clear")
    [] a = "check-dummy" -> Check(t, <<"dummy">>, TRUE, "none")
    [] a = "check-blanks" -> Check(t, <<"blank", "blank">>, TRUE, "none")
    [] a = "check-live" -> Check(t, <<"unidentified">>, TRUE, "none")
    [] a = "check-alone" -> Check(t, <<>>, FALSE, "clear")
    [] a = "check-obstructed" -> Check(t, <<>>, TRUE, "obstructed")
    [] a = "show" -> [t EXCEPT !.shown = TRUE, !.declined = FALSE]
    [] a \in {"load-dummy", "told-load-dummy"} -> Load(t, "dummy", good)
    [] a \in {"load-blanks", "told-load-blanks"} -> Load(t, "blank", good)
    [] a \in {"unload", "clear"} -> Unload(t, FALSE, <<>>, TRUE)
    [] a = "unload-blanks" -> Unload(t, TRUE, <<"blank", "blank">>, TRUE)
    [] a = "unload-one" -> Unload(t, TRUE, <<"blank">>, TRUE)
    [] a = "unload-alone" -> Unload(t, FALSE, <<>>, FALSE)
    [] a = "declare-cold" -> [t EXCEPT !.said = "cold"]
    [] a = "declare-hot" -> [t EXCEPT !.said = "hot"]
    [] a = "preset" -> Preset(t)
    [] a = "pick-up" -> PickUp(t)
    [] a = "pick-up-by-custodian" -> PickUpByCustodian(t)
    [] a = "offer" -> Offer(t)
    [] a = "accept" -> HandedOver(t, "performer", good)
    [] a = "confirm" -> [HandedOver(t, "performer", good) EXCEPT !.asked = FALSE]
    [] a \in {"hand-over", "told-hand-over"} -> HandedOver(t, "custodian", good)
    [] a = "decline" -> [t EXCEPT !.offer = FALSE, !.declined = TRUE]
    [] a = "withdraw" -> [t EXCEPT !.offer = FALSE]
    [] a = "collect" -> Collect(t)
    [] a = "pass-open" -> PassOpen(t, "second")
    [] a = "pass-back" -> PassOpen(t, "custodian")
    [] a = "told-leave" -> Leave(t)
    [] a = "told-leave-blanks" -> Taint([t EXCEPT !.blanks.locked = FALSE], "blank")
    [] a = "rehearse" -> [EndTake(t) EXCEPT !.take = "going"]
    [] a = "take" -> Take(t)
    [] a = "cut" -> Cut(t)
    [] a \in {"discharge", "told-discharge"} -> Discharge(t, FALSE)
    [] a = "told-test-fire" -> Discharge(t, TRUE)
    [] a = "reconcile" -> Reconcile(t)
    [] a = "lock" -> Lock(t)
    [] a = "unlock" -> Unlock(t)
    [] a = "isolate" -> Isolate(t)
    [] a = "lock-dummies" -> [t EXCEPT !.dummies.locked = TRUE]
    [] a = "unlock-dummies" -> [t EXCEPT !.dummies.locked = FALSE]
    [] a = "lock-blanks" -> [t EXCEPT !.blanks.locked = TRUE]
    [] a = "unlock-blanks" -> [t EXCEPT !.blanks.locked = FALSE]
    [] a = "prove-dummies" -> Prove(t, "dummy")
    [] a = "prove-blanks" -> Prove(t, "blank")
    [] a = "release-weapon" -> ReleaseWeapon(t)
    [] a = "release-dummies" -> ReleaseLot(t, "dummy")
    [] a = "release-blanks" -> ReleaseLot(t, "blank")
    [] a = "release-set" -> ReleaseSet(t)
    [] a = "quarantine-weapon" -> Quarantine(t)
    [] a = "quarantine-blanks" -> QuarantineBlanks(t)
    [] a = "close-day" -> [t EXCEPT !.day_open = FALSE, !.asked = FALSE]
    [] a = "misfire" -> Misfire(t)
    [] a = "drop" -> [VoidAll(t) EXCEPT !.locked_out = TRUE]
    [] a = "foul" -> [t EXCEPT !.bore = FALSE, !.said = "none"]
    [] a = "unplanned-discharge" -> Unplanned(t)
    [] a = "find-live-in-weapon" -> FoundLiveInWeapon(t, TRUE)
    [] a = "find-live-in-blanks" -> Taint([t EXCEPT !.found_blanks = "open", !.live_stop = TRUE,
                                                      !.finder = TRUE], "blank")
    [] a = "hold" -> [t EXCEPT !.on_hold = TRUE]
    [] a = "stop" -> [t EXCEPT !.stopped = TRUE]

\* What was told and would have been refused holds the thing, and the lot where its rounds were refused.
Deviation(a, t, u) ==
  IF a = "told-leave-blanks" THEN [u EXCEPT !.blanks.held = "deviation"]
  ELSE LET k == IF a = "told-load-dummy" THEN "dummy" ELSE "blank"
           fed == a \in {"told-load-dummy", "told-load-blanks"} /\ (RoundsRefuse(t, k) \/ Live(t))
           v == IF fed THEN WithLot(u, k, [LotOf(u, k) EXCEPT !.held = "deviation"]) ELSE u
       IN [v EXCEPT !.held = TRUE]

\* What comes of a step: asked, told, or time.
After(a, t, answer) ==
  IF a = "time" THEN TimePasses(t)
  ELSE IF a \in Told
       THEN LET u == Effect(a, t, answer = "permit")
            IN IF answer = "refuse" THEN Deviation(a, t, u) ELSE u
  ELSE IF answer = "permit" THEN Effect(a, t, TRUE)
  ELSE IF a = "accept-alone" THEN [t EXCEPT !.asked = answer = "hold"]
  ELSE t

(***************************************************************************)
(* The bound: which steps are on the usual way, and so cost nothing        *)
(***************************************************************************)
InOrder(t) == ~(Fault(t) \/ t.held \/ t.quarantined \/ t.on_hold \/ t.stopped \/ t.live_stop \/ t.dummy_stop
                \/ t.uncounted \/ t.found_blanks # "none")
AtTheTable(t) == InOrder(t) /\ t.holder = "custodian" /\ ~t.locked
ProvenEmpty(t) == t.proof /\ t.bore /\ t.contents = <<>> /\ t.use = <<>>
PutAway(t) == ~Loose(t.dummies) /\ ~Loose(t.blanks)
TakenOut(t, l) == AtTheTable(t) /\ ProvenEmpty(t) /\ ~t.shown /\ PutAway(t) /\ l.locked /\ l.box > 0
                  /\ l.held = "none"
LockedAgain(t, l) == Loose(l) /\ ~(t.proof /\ t.contents = <<>>)
ProvenAgain(l) == Loose(l) /\ (l.tainted \/ l.proven < l.box)
Loads(t, l) == AtTheTable(t) /\ ProvenEmpty(t) /\ Loose(l) /\ l.proven = l.box
ComesOut(t, ks) == /\ t.contents # <<>> /\ AtTheTable(t) /\ ~t.proof
                   /\ LET q == Unspent(t) IN [i \in 1..Len(q) |-> q[i].kind] = ks
SaidNow(t) == /\ t.said = "none" /\ InOrder(t)
              /\ \/ AtTheTable(t) /\ t.shown
                 \/ t.holder = "performer" /\ t.take = "none" /\ t.proof
BroughtBack(t) == t.take = "none" /\ ~t.locked
                  /\ (t.holder \in {"second", "performer"} \/ (t.placed /\ ~t.preset))
CountOpen(t) == \/ t.uncounted \/ t.dummies.open \/ t.blanks.open
                \/ /\ t.use # <<>>
                   /\ LET u == t.use[1] IN u.back /\ u.cleared /\ u.looked /\ ~u.counted
ReleasedNow(t) == (Fault(t) \/ t.held \/ t.quarantined) /\ t.misfire \notin {"waiting", "waited"}
                  /\ t.take = "none"

Usual(a, t) ==
  CASE a = "check-empty" -> AtTheTable(t) /\ ~(t.proof /\ t.bore) /\ t.contents = <<>> /\ PutAway(t)
    [] a = "unlock-dummies" -> TakenOut(t, t.dummies)
    [] a = "unlock-blanks" -> TakenOut(t, t.blanks)
    [] a = "load-dummy" -> Loads(t, t.dummies)
    [] a = "load-blanks" -> Loads(t, t.blanks)
    [] a = "lock-dummies" -> LockedAgain(t, t.dummies)
    [] a = "lock-blanks" -> LockedAgain(t, t.blanks)
    [] a = "show" -> AtTheTable(t) /\ t.proof /\ t.bore /\ t.use = <<>> /\ PutAway(t) /\ ~t.shown
    [] a = "declare-cold" -> SaidNow(t) /\ Cold(t)
    [] a = "declare-hot" -> SaidNow(t) /\ ~Cold(t)
    [] a = "offer" -> AtTheTable(t) /\ t.shown /\ t.said # "none" /\ ~t.offer
    [] a = "accept" -> t.offer
    [] a = "take" -> InOrder(t) /\ t.holder = "performer" /\ t.take = "none" /\ t.said # "none"
    [] a = "discharge" -> t.take # "none" /\ AnyReadyBlank(t)
    [] a = "cut" -> t.take # "none"
    [] a = "collect" -> BroughtBack(t)
    [] a = "unload" -> ComesOut(t, <<>>) \/ ComesOut(t, <<"dummy">>)
    [] a = "unload-blanks" -> ComesOut(t, <<"blank", "blank">>)
    [] a = "unload-one" -> ComesOut(t, <<"blank">>)
    [] a = "clear" -> t.misfire = "waited" /\ t.holder = "custodian"
    [] a = "reconcile" -> CountOpen(t)
    [] a = "lock" -> AtTheTable(t) /\ ProvenEmpty(t) /\ PutAway(t) /\ ~t.shown
    [] a = "unlock" -> t.locked /\ InOrder(t)
    [] a = "release-weapon" -> ReleasedNow(t)
    [] a = "release-dummies" -> t.dummies.held # "none" \/ t.dummies.quarantined
    [] a = "release-blanks" -> t.blanks.held # "none" \/ t.blanks.quarantined
    [] a = "release-set" -> t.take = "none"
    [] a = "quarantine-blanks" -> t.found_blanks = "open"
    [] a = "prove-dummies" -> ProvenAgain(t.dummies)
    [] a = "prove-blanks" -> ProvenAgain(t.blanks)
    [] a = "time" -> t.misfire = "waiting"
    [] OTHER -> FALSE

May(a, t) == t.day_open /\ (a = "time" => (t.load = "fresh" \/ t.misfire = "waiting"))
Cost(a, t, u) == IF u = t \/ Usual(a, t) THEN 0 ELSE 1

(***************************************************************************)
(* Every state and step is printed as a few numbers, for the comparison    *)
(***************************************************************************)
Bit(b) == IF b THEN 1 ELSE 0
RECURSIVE Bits(_)
Bits(q) == IF q = <<>> THEN 0 ELSE Bit(Head(q)) + 2 * Bits(Tail(q))
Place(q, x) == (CHOOSE i \in 1..Len(q) : q[i] = x) - 1
RoundCode(r) == 1 + Place(<<"dummy", "blank", "unidentified">>, r.kind)
                  + 3 * Place(<<"ready", "spent", "faulty">>, r.state) + 9 * Bit(r.proven) + 18 * Bit(r.beyond)
RECURSIVE RoundsCode(_)
RoundsCode(q) == IF q = <<>> THEN 0 ELSE RoundCode(Head(q)) + 37 * RoundsCode(Tail(q))
LotCode(l) == l.box + 4 * (l.proven + 4 * (Place(<<"none", "unplanned", "deviation">>, l.held)
                + 3 * Bits(<<l.open, l.tainted, l.locked, l.quarantined>>)))
UseCode(u) == IF u = <<>> THEN 0
              ELSE 1 + Bits(<<u[1].back, u[1].cleared, u[1].looked, u[1].counted, u[1].fired>>)
Code(t) == <<
  Bits(<<t.proof, t.bore, t.taken, t.shown, t.declined, t.issued, t.locked, t.placed, t.preset, t.gated,
         t.locked_empty, t.offer, t.uncounted, t.locked_out, t.unplanned, t.held, t.quarantined, t.isolated>>),
  Place(<<"none", "cold", "hot">>, t.said)
    + 3 * (Place(<<"none", "fresh", "late">>, t.load)
    + 3 * (Place(<<"none", "performer", "placed">>, t.watch)
    + 3 * (Place(<<"none", "custodian", "second", "performer">>, t.holder)
    + 4 * (Place(<<"none", "going", "fired">>, t.take)
    + 3 * (Place(<<"none", "waiting", "waited", "cleared">>, t.misfire)
    + 4 * (UseCode(t.use)
    + 33 * (Place(<<"none", "open", "quarantined">>, t.found_blanks)
    + 3 * Bits(<<t.on_hold, t.stopped, t.live_stop, t.dummy_stop, t.found_weapon, t.asked, t.day_open, t.finder>>)
    ))))))),
  LotCode(t.dummies) + 768 * LotCode(t.blanks), RoundsCode(t.contents), RoundsCode(t.came_out) >>

\* One row for a state: 0, the state, what is left, and for every step what is answered (3: it is none of this bound),
\* with 4 more where it changes the state. Then one row for each step that changes it: its number, cost, state after.
AnswerCode(r) == IF r.may THEN Place(<<"permit", "hold", "refuse">>, r.answer) + 4 * Bit(r.after # s) ELSE 3
Say(steps) ==
  Export > 0 =>
    /\ PrintT(<<0>> \o Code(s) \o <<left>> \o [i \in 1..Len(Names) |-> AnswerCode(steps[i])])
    /\ \A i \in 1..Len(Names) :
         (steps[i].may /\ steps[i].after # s /\ (Export = 2 \/ steps[i].cost <= left))
           => PrintT(<<i, steps[i].cost>> \o Code(steps[i].after))

(***************************************************************************)
(* The behaviour                                                           *)
(***************************************************************************)
Box(n) == [box |-> n, proven |-> n, open |-> FALSE, tainted |-> FALSE, held |-> "none", locked |-> TRUE,
           quarantined |-> FALSE]

Init ==
  /\ left = Budget
  /\ s = [contents |-> <<>>, came_out |-> <<>>, proof |-> FALSE, bore |-> FALSE, said |-> "none",
          load |-> "none", taken |-> FALSE, shown |-> FALSE, watch |-> "none", declined |-> FALSE,
          holder |-> "custodian", issued |-> FALSE, locked |-> FALSE, placed |-> FALSE, preset |-> FALSE,
          gated |-> TRUE, locked_empty |-> FALSE, offer |-> FALSE, take |-> "none", use |-> <<>>,
          uncounted |-> FALSE, misfire |-> "none", locked_out |-> FALSE, unplanned |-> FALSE, held |-> FALSE,
          quarantined |-> FALSE, isolated |-> FALSE, dummies |-> Box(1), blanks |-> Box(2),
          on_hold |-> FALSE, stopped |-> FALSE, live_stop |-> FALSE, dummy_stop |-> FALSE,
          found_weapon |-> FALSE, found_blanks |-> "none", asked |-> FALSE, day_open |-> TRUE,
          finder |-> FALSE]

\* A step of this bound in the state that the record is in: what is answered, the state after it, what it costs.
Step(a) ==
  LET answer == IF a = "time" THEN "permit" ELSE Answer(a, s)
      after == After(a, s, answer)
  IN IF May(a, s) THEN [may |-> TRUE, answer |-> answer, after |-> after, cost |-> Cost(a, s, after)]
     ELSE [may |-> FALSE, answer |-> "refuse", after |-> s, cost |-> 0]

Next ==
  \E steps \in { TLCEval([i \in 1..Len(Names) |-> Step(Names[i])]) } :   \* one value, worked out once
     /\ Say(steps)
     /\ \E i \in 1..Len(Names) :
          /\ steps[i].may
          /\ steps[i].cost <= left
          /\ s' = steps[i].after
          /\ left' = left - steps[i].cost

Spec == Init /\ [][Next]_<<s, left>>

(***************************************************************************)
(* What has to hold                                                        *)
(***************************************************************************)
\* The record names exactly one who has it, or where it is.
OnePlace ==
  /\ s.locked => s.holder = "none" /\ ~s.placed
  /\ s.holder = "none" => s.locked \/ s.placed
  /\ s.preset => s.holder = "custodian"

\* A word that was said rests on a proof that stands; cold is said only of what is empty or holds dummies.
WordsRestOnProof == s.said # "none" => s.proof
ColdIsCold == s.said = "cold" => s.proof /\ AllDummies(s)

\* A hot one holds exactly the declared blanks: proven ones, from a witnessed load of a custodian.
HotHoldsTheDeclared ==
  s.said = "hot" /\ AnyReadyBlank(s) /\ s.proof
    => s.load # "none" /\ ~Holds(s, LAMBDA r : r.kind # "blank" \/ ~r.proven)

\* What is with the performer on a word of cold holds nothing that fires, and somebody watched it there.
PerformersCold == s.holder = "performer" /\ s.said = "cold" => s.proof /\ AllDummies(s) /\ s.watch # "none"

\* Nothing keeps a proof behind a locked door; what counts as locked away empty is empty.
LockedIsUnknown == s.locked => ~s.proof /\ (s.locked_empty => s.contents = <<>>)

\* An offer rests on a proof, and is the custodian's to make.
OfferRestsOnProof == s.offer => s.proof /\ s.holder = "custodian"

\* A live round on record stops the set, or waits in the lot that it was found in.
LiveStops == s.found_weapon => s.live_stop

\* No more rounds than there are.
Accounted ==
  /\ s.dummies.proven <= s.dummies.box /\ s.blanks.proven <= s.blanks.box
  /\ s.dummies.box + CountKind(Ready(s), "dummy") <= 1
  /\ s.blanks.box + CountKind(Ready(s), "blank") <= 2

\* A take begins only with a proven weapon, an open bore, no live round and no trouble on record.
TakesRestOnProof ==
  [][s.take = "none" /\ s'.take # "none" => s.proof /\ s.bore /\ ~Live(s) /\ ~Trouble(s)]_s

\* Whatever goes behind a door with rounds in it is isolated or quarantined.
NothingLockedLoaded ==
  [][~s.locked /\ s'.locked /\ s'.contents # <<>> => s'.isolated \/ s'.quarantined]_s

\* A proof of a loaded weapon comes only of a witnessed load, or of a look of two on a way that was never broken.
ProofsAreMade ==
  [][~s.proof /\ s'.proof /\ s'.contents # <<>> => s.gated]_s
===============================================================================
