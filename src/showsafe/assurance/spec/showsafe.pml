/*
 * The rules of Showsafe a third time, for SPIN: one revolver of two chambers, a box of dummies, a box of blanks, a
 * custodian and a second one who is witness and watcher, one performer. What is modelled is what the RECORD believes.
 *
 * How SPIN comes to count exactly the states of TLC and of the program. There is one process, with one loop, and every
 * act is one `d_step`: between two acts there is no other place to be in. All that the record believes is in `s`, what
 * is left of the bound in `left`; every other variable is `hidden` and no part of a state. What is refused changes
 * nothing, so its act is simply not executable. Lists are filled up with zeros, and the fields of a use that there is
 * not are zero, so that one belief is one vector. With the small bound (the macros as they stand) "states, stored" is
 * the number of TLC's distinct states and one more: the moment before the boxes are filled, in which nothing can be
 * done yet. `python -m tools.assurance.spin` holds it to that. Wider: -DBUDGET, -DDUMMIES,
 * -DBLANKS (how many rounds are in the boxes) and -DROUNDS (how many the record may believe in the weapon at most).
 *
 * The bound: the usual way of a day is free; every act off it that changes something costs one of BUDGET.
 * Each kind of act has a line that begins with "act NAME:" and each gate one with "gate NAME:"; a test asks for them.
 */
#ifndef BUDGET
#define BUDGET 1
#endif
#ifndef DUMMIES
#define DUMMIES 1
#endif
#ifndef BLANKS
#define BLANKS 2
#endif
#ifndef ROUNDS
#define ROUNDS 6
#endif
#define CAPACITY 2

/* kinds of rounds, and what became of one */
#define DUMMY 0
#define BLANK 1
#define UNKNOWN 2
#define READY 0
#define SPENT 1
#define FAULTY 2
/* words, loads, watches, hands, takes, misfires, finds, holds of a lot */
#define COLD 1
#define HOT 2
#define FRESH 1
#define LATE 2
#define BY_PERFORMER 1
#define BY_PLACE 2
#define NOBODY 0
#define CUSTODIAN 1
#define SECOND 2
#define PERFORMER 3
#define GOING 1
#define FIRED 2
#define WAITING 1
#define WAITED 2
#define CLEARED 3
#define FOUND 1
#define SET_ASIDE 2
#define UNPLANNED 1
#define DEVIATION 2
/* what two people say of the bore */
#define NOT_LOOKED 0
#define CLEAR 1
#define OBSTRUCTED 2

/* A round as one number, 0 for none: kind, state, whether it went in proven, whether it is one too many. */
#define ROUND(k, beyond) (1 + (k) + 18 * (beyond))
#define KIND(r)   (((r) - 1) % 3)
#define STATE(r)  ((((r) - 1) / 3) % 3)
#define PROVEN(r) ((((r) - 1) / 9) % 2)
#define BEYOND(r) (((r) - 1) / 18)

typedef Lot { byte box; byte proven; bool open; bool tainted; unsigned held : 2; bool locked; bool quarantined }
typedef Record {
  Lot lot[2];
  byte in_it[ROUNDS]; byte rounds;            /* contents, and how many */
  byte came_out[ROUNDS]; byte outs;           /* what the last unload took out */
  bool proof; bool bore; unsigned said : 2; unsigned load : 2; bool taken; bool shown; unsigned watch : 2;
  bool declined; unsigned holder : 2; bool issued; bool locked; bool placed; bool preset; bool gated;
  bool locked_empty; bool offer; unsigned taking : 2;
  bool use; bool back; bool cleared; bool looked; bool counted; bool fired;
  bool uncounted; unsigned misfire : 2; bool locked_out; bool unplanned; bool held; bool quarantined;
  bool isolated; bool on_hold; bool stopped; bool live_stop; bool dummy_stop; bool found_weapon;
  unsigned found_blanks : 2; bool asked; bool day_open; bool finder
}
Record s;
byte left = BUDGET;

hidden byte i; hidden byte j; hidden byte x; hidden byte y; hidden byte kinds;
hidden byte kept[ROUNDS]; hidden byte nkept; hidden byte lost_all; hidden byte lost_ready; hidden byte nextra;
hidden byte keep; hidden byte again; hidden byte on_way; hidden byte permitted; hidden byte refused; hidden byte fed;
hidden byte nothing; hidden byte giver; hidden byte way; hidden byte unexplained;

c_decl { static struct Record before; }

/* Over every place of the list: is there one, and how many. */
#define ANY(P) (P(s.in_it[0]) || P(s.in_it[1]) || P(s.in_it[2]) || P(s.in_it[3]) || P(s.in_it[4]) || P(s.in_it[5]) MORE_ANY(P))
#define ANY_OUT(P) (P(s.came_out[0]) || P(s.came_out[1]) || P(s.came_out[2]) || P(s.came_out[3]) || P(s.came_out[4]) \
   || P(s.came_out[5]) MORE_OUT(P))
#define SUM(P) (P(s.in_it[0]) + P(s.in_it[1]) + P(s.in_it[2]) + P(s.in_it[3]) + P(s.in_it[4]) + P(s.in_it[5]) MORE_SUM(P))
#if ROUNDS == 8
#define MORE_ANY(P) || P(s.in_it[6]) || P(s.in_it[7])
#define MORE_OUT(P) || P(s.came_out[6]) || P(s.came_out[7])
#define MORE_SUM(P) + P(s.in_it[6]) + P(s.in_it[7])
#else
#define MORE_ANY(P)
#define MORE_OUT(P)
#define MORE_SUM(P)
#endif
#define IS_UNSPENT(r)  ((r) && STATE(r) != SPENT)
#define IS_READY(r)    ((r) && STATE(r) == READY)
#define IS_DUMMY(r)    ((r) && KIND(r) == DUMMY)
#define IS_BLANK(r)    ((r) && KIND(r) == BLANK)
#define IS_UNKNOWN(r)  ((r) && KIND(r) == UNKNOWN)
#define IS_NO_BLANK(r) ((r) && KIND(r) != BLANK)
#define IS_IN(r)       ((r) && !BEYOND(r))
#define IS_SHOT(r)     ((r) && KIND(r) == BLANK && STATE(r) == READY)
#define IS_KNOWN(r)    ((r) && KIND(r) != UNKNOWN && STATE(r) == READY)
#define NOT_INERT(r)   ((r) && (KIND(r) != DUMMY || STATE(r) != READY))
#define NOT_PROVEN(r)  ((r) && STATE(r) == READY && !PROVEN(r))
#define HAS_DUMMY(r)   ((r) && STATE(r) != SPENT && KIND(r) == DUMMY)
#define HAS_BLANK(r)   ((r) && STATE(r) != SPENT && KIND(r) == BLANK)
#define HAS_UNKNOWN(r) ((r) && STATE(r) != SPENT && KIND(r) == UNKNOWN)
#define UNSPENT SUM(IS_UNSPENT)
#define SHOT_LEFT ANY(IS_SHOT)
#define ALL_DUMMIES (!ANY(NOT_INERT))
#define OF_KIND(k) ((k) == DUMMY -> SUM(HAS_DUMMY) : ((k) == BLANK -> SUM(HAS_BLANK) : SUM(HAS_UNKNOWN)))
/* a look or an unload that finds n rounds of one kind, and what is believed: a fired case counts for nothing */
#define AGREES(k, n) (UNSPENT == (n) && ((n) == 0 || OF_KIND(k) == (n)))

/* --- the gates, as far as this bound can ask them anything -------------------------------------------------------- */
/* gate trouble: nothing is open: a hold or stop of the set, a fault, a hold of the thing, quarantine */
#define FAULT (s.misfire != 0 || s.locked_out || s.unplanned)
#define SET_TROUBLE (s.on_hold || s.stopped || s.live_stop || s.dummy_stop || s.unplanned)
#define TROUBLE (SET_TROUBLE || FAULT || s.held || s.quarantined)
#define LOT_TROUBLE(k) (SET_TROUBLE || s.lot[k].held != 0 || s.lot[k].quarantined)
/* gate live: no live round that was found is still on record */
#define LIVE (s.found_weapon || s.found_blanks != 0)
/* gate rounds: every round typed, proven, from a lot without a doubt; a load draws proven rounds of an open box */
#define DOUBTFUL(k) (s.lot[k].quarantined || s.lot[k].held != 0 || s.lot[k].open || s.lot[k].tainted)
#define ROUNDS_BAD (ANY(IS_UNKNOWN) || ANY(NOT_PROVEN) || (ANY(IS_DUMMY) && DOUBTFUL(DUMMY)) || (ANY(IS_BLANK) && DOUBTFUL(BLANK)))
#define LOAD_OF(k) ((k) == DUMMY -> 1 : 2)
#define ROUNDS_REFUSE(k) (DOUBTFUL(k) || s.lot[k].locked || LOAD_OF(k) > s.lot[k].box \
   || (LOAD_OF(k) > s.lot[k].proven && !s.lot[k].tainted) || LOAD_OF(k) + SUM(IS_IN) > CAPACITY)
/* gate check: does a contents proof stand (for load, lock, open pass: of an empty weapon)? */
#define PROVEN_EMPTY (s.proof && s.rounds == 0)
/* gate bore: does a bore proof stand? (s.bore); a take or rehearsal ends the take before it and what was fired through */
#define BORE_STILL (s.bore && s.taking != FIRED)
/* gate hands: in the giver's hands, or in nobody's and lying nowhere; a use is in the user's hands */
#define AT_HAND(who) (!s.locked && (s.holder == (who) || (s.holder == NOBODY && !s.placed)))
#define IN_USERS_HANDS(who) (!s.locked && s.holder == (who) && (!s.preset || s.issued))
/* gate receiver: named and instructed, in place here; willing: not after a no (s.declined) */
/* gate show: shown to the 1st AD and offered to the performer since the contents were last proven (s.shown) */
/* gate load: by the custodian, announced, not too long ago; an empty weapon has no load to ask of */
#define LOAD_UNFIT (s.rounds != 0 && (s.load == 0 || s.said == 0 || (s.load == LATE && (!s.taken || ANY(IS_BLANK)))))
/* gate plan: one scene is planned with dummies, one with blanks; nothing else is planned */
#define AS_PLANNED (UNSPENT == SUM(HAS_DUMMY) || UNSPENT == SUM(HAS_BLANK))
#define AS_PLANNED_WITH(k) ((k) == DUMMY -> UNSPENT == SUM(HAS_DUMMY) : UNSPENT == SUM(HAS_BLANK))
/* gate return: the use before is back, cleared, its bore looked at, counted; and no count is open */
#define USE_OPEN (s.uncounted || (s.use && (s.isolated -> s.locked_empty && s.fired && !s.counted \
   : !(s.back && (!s.fired || (s.cleared && s.looked && s.counted))))))
/* gate store: every box of rounds is locked while something is handed over; nothing is locked away loaded */
#define LOOSE(k) (s.lot[k].box > 0 && !s.lot[k].locked && !s.lot[k].quarantined)
#define PUT_AWAY (!LOOSE(DUMMY) && !LOOSE(BLANK))
/* gate sight: somebody said at the hand-over that they watched it (s.watch == BY_PERFORMER) */
/* gate custodian: everybody who gives here is a qualified custodian of today; nothing is left to ask */
/* gate duty: two people where two belong; without the second it waits (accept-alone) */
/* gate meeting: every scene of this bound was met on with everybody; nothing is left to ask */
/* gate papers: the papers of the day are in place; nothing is left to ask */
/* gate run: left out: a run reaches no state that its single acts cannot reach */
/* gate file: left out: a file is many weapons, and this bound has one */
/* gate count: left out: counts make a lot more doubtful or smaller, and never proven */

/* --- what is permitted -------------------------------------------------------------------------------------------- */
#define IS_COLD (s.proof && ALL_DUMMIES && !FAULT && !s.quarantined)
#define MAY_LOAD(k) (!ROUNDS_REFUSE(k) && !LIVE && PROVEN_EMPTY && s.bore && AS_PLANNED_WITH(k) && !USE_OPEN \
   && !(s.holder == PERFORMER && (!s.use || s.back)) && !TROUBLE)
#define MAY_OFFER (AT_HAND(CUSTODIAN) && !LIVE && !ROUNDS_BAD && s.proof && s.bore && !s.declined && s.shown \
   && !LOAD_UNFIT && AS_PLANNED && !USE_OPEN && !TROUBLE && PUT_AWAY)
#define MAY_ACCEPT (s.offer && !s.declined && !LIVE && s.proof && s.bore && s.shown && !TROUBLE)
#define MAY_TAKE (IN_USERS_HANDS(PERFORMER) && !s.declined && s.shown && !LIVE && !ROUNDS_BAD && s.proof && BORE_STILL \
   && !LOAD_UNFIT && AS_PLANNED && s.watch == BY_PERFORMER && !TROUBLE)
#define MAY_REHEARSE (IN_USERS_HANDS(PERFORMER) && !s.declined && !LIVE && !ROUNDS_BAD && s.proof && BORE_STILL \
   && s.rounds != 0 && ALL_DUMMIES && !TROUBLE)
#define MAY_DECLARE (!LIVE && !ROUNDS_BAD && s.proof && s.bore && !TROUBLE)
#define WOULD_SHOOT (IN_USERS_HANDS(PERFORMER) && s.bore && s.taking != 0 && AS_PLANNED && s.watch == BY_PERFORMER \
   && !TROUBLE && SHOT_LEFT)
#define WOULD_TEST_FIRE (IN_USERS_HANDS(CUSTODIAN) && s.bore && (s.taking == 0 || AS_PLANNED) && !TROUBLE && SHOT_LEFT)
#define MAY_PROVE(k) (!s.lot[k].locked && !s.lot[k].quarantined && s.lot[k].box != 0)
#define MAY_CLOSE (!USE_OPEN && !s.lot[DUMMY].open && !s.lot[BLANK].open && s.locked && (s.quarantined || s.locked_empty) \
   && !(ANY(IS_KNOWN) && !s.isolated) && PUT_AWAY)

/* --- the usual way ------------------------------------------------------------------------------------------------ */
#define IN_ORDER (!FAULT && !s.held && !s.quarantined && !s.on_hold && !s.stopped && !s.live_stop && !s.dummy_stop \
   && !s.uncounted && s.found_blanks == 0)
#define AT_THE_TABLE (IN_ORDER && s.holder == CUSTODIAN && !s.locked)
#define READY_FOR_LOAD (s.proof && s.bore && s.rounds == 0 && !s.use)
#define TAKEN_OUT(k) (AT_THE_TABLE && READY_FOR_LOAD && !s.shown && PUT_AWAY && s.lot[k].locked && s.lot[k].box > 0 \
   && s.lot[k].held == 0)
#define LOCKED_AGAIN(k) (LOOSE(k) && !(s.proof && s.rounds == 0))
#define PROVEN_AGAIN(k) (LOOSE(k) && (s.lot[k].tainted || s.lot[k].proven < s.lot[k].box))
#define LOADS(k) (AT_THE_TABLE && READY_FOR_LOAD && LOOSE(k) && s.lot[k].proven == s.lot[k].box)
#define COMES_OUT (s.rounds != 0 && AT_THE_TABLE && !s.proof)
#define SAID_NOW (s.said == 0 && IN_ORDER && ((AT_THE_TABLE && s.shown) || (s.holder == PERFORMER && s.taking == 0 && s.proof)))
#define BROUGHT_BACK (s.taking == 0 && !s.locked && (s.holder == SECOND || s.holder == PERFORMER || (s.placed && !s.preset)))
#define COUNT_OPEN (s.uncounted || s.lot[DUMMY].open || s.lot[BLANK].open || (s.use && s.back && s.cleared && s.looked && !s.counted))
#define RELEASED_NOW ((FAULT || s.held || s.quarantined) && s.misfire != WAITING && s.misfire != WAITED && s.taking == 0)

/* --- what voids what ---------------------------------------------------------------------------------------------- */
inline void_contents() {
  s.proof = 0; s.said = 0; s.shown = 0; s.watch = 0; s.offer = 0; s.preset = 0; s.locked_empty = 0
}
inline void_all() { void_contents(); s.bore = 0 }
inline out_of_the_way() { void_all(); s.gated = 0 }

inline in_hands(who) {
  s.placed = 0; s.preset = 0;
  if
  :: s.holder == who && !s.locked -> skip
  :: else -> s.holder = who; s.locked = 0; s.isolated = 0; s.offer = 0
  fi
}
inline in_nobodys_then_in(who) {
  if
  :: s.holder == NOBODY && !s.locked -> in_hands(who)
  :: else -> skip
  fi
}

/* a lot in doubt: nothing of it is proven, and what it fed is unknown */
inline taint(k) {
  s.lot[k].tainted = 1; s.lot[k].proven = 0;
  if
  :: (k == DUMMY && ANY(IS_DUMMY)) || (k == BLANK && ANY(IS_BLANK)) -> void_contents(); s.gated = 0
  :: else -> skip
  fi
}
/* a round too many casts doubt on the lot that it looks to be from */
inline too_many(k) {
  if
  :: nextra > 0 && k != UNKNOWN -> taint((k) % 2)
  :: else -> skip
  fi
}

/* more is in it than anybody believed: its lot is in doubt, the weapon is held, and the difference stays open */
inline more(k) { too_many(k); s.held = s.held || nextra > 0; s.uncounted = s.uncounted || nextra > 0 }

/* n rounds go from their box into the weapon; one that the box cannot have held is unidentified */
inline put_in(k, n) {
  j = n;
  do
  :: j > 0 ->
     x = (SUM(IS_IN) >= CAPACITY);
     if
     :: k == UNKNOWN || s.lot[(k) % 2].box == 0 -> y = UNKNOWN
     :: else ->
        y = k; s.lot[(k) % 2].box--;
        if :: s.lot[(k) % 2].proven > 0 -> s.lot[(k) % 2].proven-- :: else -> skip fi
     fi;
     assert(s.rounds < ROUNDS);
     s.in_it[s.rounds] = ROUND(y, x); s.rounds++; j--
  :: else -> break
  od
}

/* believed and found (kept), believed and not found (their lots have an open difference), found and not believed */
inline compare(k, n) {
  nkept = 0; lost_all = 0; lost_ready = 0; nextra = n; i = 0;
  do
  :: i < s.rounds ->
     if
     :: STATE(s.in_it[i]) == SPENT -> skip
     :: STATE(s.in_it[i]) != SPENT && KIND(s.in_it[i]) == k && nextra > 0 ->
        kept[nkept] = s.in_it[i]; nkept++; nextra--
     :: else -> lost_all++; lost(s.in_it[i])
     fi;
     i++
  :: else -> break
  od
}
inline lost(r) {
  if
  :: STATE(r) == READY ->
     lost_ready++;
     if :: KIND(r) != UNKNOWN -> s.lot[KIND(r) % 2].open = 1 :: else -> skip fi
  :: else -> skip
  fi
}
/* everything unfired in it, kind by kind in the order in which the kinds first come */
inline as_believed() {
  nkept = 0; lost_all = 0; lost_ready = 0; nextra = 0; kinds = 0; i = 0;
  do
  :: i < s.rounds ->
     if
     :: STATE(s.in_it[i]) != SPENT && !(kinds & (1 << KIND(s.in_it[i]))) ->
        kinds = kinds | (1 << KIND(s.in_it[i])); j = i;
        do
        :: j < s.rounds ->
           if
           :: STATE(s.in_it[j]) != SPENT && KIND(s.in_it[j]) == KIND(s.in_it[i]) -> kept[nkept] = s.in_it[j]; nkept++
           :: else -> skip
           fi;
           j++
        :: else -> break
        od
     :: else -> skip
     fi;
     i++
  :: else -> break
  od
}
inline contents_are_kept() {
  i = 0;
  do
  :: i < ROUNDS -> s.in_it[i] = (i < nkept -> kept[i] : 0); i++
  :: else -> break
  od;
  s.rounds = nkept
}
inline clear_contents() { nkept = 0; contents_are_kept() }
inline clear_came_out() {
  i = 0;
  do
  :: i < ROUNDS -> s.came_out[i] = 0; i++
  :: else -> break
  od;
  s.outs = 0
}

/* --- looking ------------------------------------------------------------------------------------------------------ */
inline fed_in_doubt() {
  if :: ANY(IS_BLANK) || ANY_OUT(IS_BLANK) -> taint(BLANK) :: else -> skip fi;
  if :: ANY(IS_DUMMY) || ANY_OUT(IS_DUMMY) -> taint(DUMMY) :: else -> skip fi
}
inline found_live_in_weapon(by_custodian) {
  fed_in_doubt(); out_of_the_way();
  s.found_weapon = 1; s.live_stop = 1; s.quarantined = 1; s.taking = 0; s.finder = s.finder || by_custodian
}
inline looked_empty(bore_said) {
  nothing = !ANY(IS_READY);
  i = 0;
  do
  :: i < s.rounds -> lost(s.in_it[i]); i++
  :: else -> break
  od;
  clear_contents(); clear_came_out();
  s.said = 0; s.load = 0; s.taken = 0; s.gated = 1; s.proof = 1; s.bore = (bore_said == CLEAR); s.locked_empty = 0;
  s.uncounted = s.uncounted || !nothing;
  if
  :: s.use ->
     s.back = s.back || s.holder == CUSTODIAN || s.holder == SECOND; s.cleared = 1; s.looked = s.bore;
     close_use(!s.uncounted)
  :: else -> skip
  fi
}
inline close_use(may) {
  if
  :: s.back && s.cleared && s.looked && (s.counted || !s.fired) && (may) ->
     s.use = 0; s.back = 0; s.cleared = 0; s.looked = 0; s.counted = 0; s.fired = 0
  :: else -> skip
  fi
}
inline looked_loaded(k, n) {
  if
  :: s.rounds != 0 && AGREES(k, n) && (s.proof || s.gated) -> s.proof = 1; s.said = 0
  :: else -> compare(k, n); contents_are_kept(); put_in(k, nextra); void_contents(); s.gated = 0; more(k)
  fi
}
inline contradicted(k, n) {
  compare(k, n); contents_are_kept(); put_in(k, nextra); void_all();
  s.gated = 0; s.held = 1; s.uncounted = s.uncounted || lost_all > 0;
  more(k)
}
/* act check: never refused but while a misfire is open; by two it proves, renews or contradicts */
inline do_check(k, n, two, bore_said) {
  if
  :: s.holder == NOBODY && !s.locked ->
     if :: s.placed -> void_all() :: else -> skip fi;
     in_hands(CUSTODIAN)
  :: else -> skip
  fi;
  if
  :: s.proof && !AGREES(k, n) -> contradicted(k, n)
  :: !(s.proof && !AGREES(k, n)) && (!(two) || s.locked) ->
     if
     :: !s.proof && n > 0 && s.rounds == 0 -> put_in(k, n); s.gated = 0; s.locked_empty = 0; nextra = n; more(k)
     :: else -> skip
     fi
  :: else ->
     if :: n == 0 -> looked_empty(bore_said) :: else -> looked_loaded(k, n) fi
  fi;
  if :: n > 0 && k == UNKNOWN -> found_live_in_weapon(1) :: else -> skip fi;
  if :: bore_said == OBSTRUCTED -> s.bore = 0; s.locked_out = 1 :: else -> skip fi
}

/* --- rounds ------------------------------------------------------------------------------------------------------- */
/* act load: custodian, duty, live, rounds, check (EMPTY), bore, meeting, plan, return, trouble */
inline do_load(k, good) {
  in_nobodys_then_in(CUSTODIAN);
  put_in(k, LOAD_OF(k));
  clear_came_out();
  s.load = FRESH; s.taken = 0; s.said = 0; s.offer = 0; s.watch = 0;
  if
  :: good ->
     i = 0;
     do
     :: i < s.rounds ->
        if :: KIND(s.in_it[i]) != UNKNOWN && !PROVEN(s.in_it[i]) -> s.in_it[i] = s.in_it[i] + 9 :: else -> skip fi;
        i++
     :: else -> break
     od;
     s.proof = 1; s.gated = 1
  :: else -> out_of_the_way(); s.held = s.held || s.rounds > CAPACITY
  fi
}
/* act unload: never refused but while a misfire is open; said again with what was found, it is one unload */
/* act clear: as unload; after a misfire it has to wait, and is the first to open it */
inline do_unload(said, k, n, two) {
  in_nobodys_then_in(CUSTODIAN);
  if :: said && s.rounds == 0 && s.outs > 0 -> taken_back() :: else -> skip fi;
  if :: said -> compare(k, n) :: else -> as_believed() fi;
  keep = two && s.gated;
  again = said && two && lost_all == 0 && nextra == 0;           /* counted by it */
  way = s.gated; too_many(k); s.gated = way;
  void_all();
  clear_contents_for_unload();
  s.uncounted = s.uncounted || lost_ready > 0 || nextra > 0;
  s.held = s.held || nextra > 0;
  s.load = 0; s.taken = 0;
  if :: s.use -> s.cleared = 1; s.counted = s.counted || again :: else -> skip fi;
  if :: s.misfire != 0 -> s.misfire = CLEARED :: else -> skip fi
}
inline taken_back() {
  i = 0;
  do
  :: i < s.outs ->
     if
     :: KIND(s.came_out[i]) != UNKNOWN && s.lot[KIND(s.came_out[i]) % 2].box > 0 ->
        y = KIND(s.came_out[i]) % 2;
        s.lot[y].proven = (s.lot[y].proven >= s.lot[y].box -> s.lot[y].box - 1 : 0); s.lot[y].box--
     :: else -> skip
     fi;
     s.in_it[i] = s.came_out[i]; i++
  :: else -> break
  od;
  s.rounds = s.outs;
  clear_came_out()
}
/* what is kept goes back into its box; one that is not proven lies among the others, whichever came first */
inline clear_contents_for_unload() {
  clear_came_out();
  i = 0;
  do
  :: i < ROUNDS -> s.in_it[i] = 0; i++
  :: else -> break
  od;
  s.rounds = 0;
  i = 0;
  do
  :: i < nkept ->
     if
     :: STATE(kept[i]) == READY ->
        s.came_out[s.outs] = kept[i]; s.outs++;
        if
        :: KIND(kept[i]) != UNKNOWN ->
           y = KIND(kept[i]) % 2;
           s.lot[y].proven = (keep && PROVEN(kept[i]) && !s.lot[y].tainted && s.lot[y].proven >= s.lot[y].box
             -> s.lot[y].proven + 1 : 0);
           s.lot[y].box++
        :: else -> skip
        fi
     :: else -> skip
     fi;
     i++
  :: else -> break
  od
}
inline close_lot(k) {
  if :: s.lot[k].open -> s.lot[k].open = 0; taint(k) :: else -> skip fi
}
/* act reconcile: two people close the count; what is missing taints its lot, a missing dummy stops the set */
inline do_reconcile() {
  s.dummy_stop = s.dummy_stop || s.lot[DUMMY].open;
  close_lot(DUMMY); close_lot(BLANK);
  s.uncounted = 0;
  if :: s.use -> s.counted = 1; close_use(1) :: else -> skip fi
}
/* act prove: every round in the box, by two, and the box at hand: that lifts a taint */
inline do_prove(k) { s.lot[k].proven = s.lot[k].box; s.lot[k].tainted = 0 }

/* --- hands -------------------------------------------------------------------------------------------------------- */
/* act show: to the 1st AD and the performer; a fresh look answers an earlier no */
inline do_show() { s.shown = 1; s.declined = 0 }
/* act declare: cold only where the record says so */
inline do_declare(word) { s.said = word }
/* act preset: custodian, hands, live, check, trouble; placed by the custodian, who stays in reach, and watched */
inline do_preset() { in_hands(CUSTODIAN); s.preset = 1; s.placed = 1; s.watch = BY_PLACE }
/* act pick-up: a user only what was placed and watched; a custodian takes anything back, and knows nothing of it */
inline do_pick_up() {
  again = s.watch != 0;
  in_hands(PERFORMER); s.issued = 1;
  if :: again -> s.watch = BY_PERFORMER :: else -> out_of_the_way() fi
}
inline do_pick_up_by_custodian() {
  again = s.preset;
  in_hands(CUSTODIAN);
  if :: again -> skip :: else -> out_of_the_way() fi
}
/* act offer: all seventeen gates; an accept that waits for its watcher answered an older offer */
inline do_offer() { in_nobodys_then_in(CUSTODIAN); s.offer = (s.holder == CUSTODIAN); s.asked = 0 }
/* act accept: duty, hands, receiver, live, check, bore, show, sight, trouble */
/* act hand-over: all seventeen gates, and the watcher at once */
inline do_handed_over(by, good) {
  giver = (s.offer -> CUSTODIAN : (s.holder != NOBODY -> s.holder : by));
  in_hands(PERFORMER);
  s.issued = s.issued || giver == CUSTODIAN || giver == SECOND; s.offer = 0;
  if :: good -> s.watch = BY_PERFORMER :: else -> out_of_the_way() fi
}
/* act confirm: the watcher stands in; the accept that was held is asked again, as of now */
inline do_confirm() { do_handed_over(PERFORMER, 1); s.asked = 0 }
/* act decline: a no ends the offer */
inline do_decline() { s.offer = 0; s.declined = 1 }
/* act withdraw: the giver takes the offer back */
inline do_withdraw() { s.offer = 0 }
/* act collect: never refused; open it and look */
inline do_collect() {
  s.gated = s.gated && (s.holder != PERFORMER || s.issued);
  in_hands(CUSTODIAN); void_all();
  s.taking = 0; s.issued = 0;
  if :: s.use -> s.back = 1 :: else -> skip fi
}
/* act pass-open: custodian to custodian, open and empty, both looking: new proofs */
inline do_pass_open(to) {
  again = s.bore || !FAULT;
  in_hands(to); s.issued = 0; void_all();
  s.proof = 1; s.bore = again; s.gated = 1
}
/* act leave: asking is always refused; told, it is unknown and in nobody's hands */
inline do_leave() {
  out_of_the_way(); s.holder = NOBODY; s.locked = 0; s.placed = 1; s.issued = 0; s.taking = 0
}

/* --- store -------------------------------------------------------------------------------------------------------- */
/* act lock: custodian, check (EMPTY), store */
inline do_lock() {
  assert(s.rounds == 0);
  void_all(); s.locked = 1; s.holder = NOBODY; s.placed = 0; s.issued = 0; s.locked_empty = 1; s.gated = 1;
  if :: s.use -> s.back = 1 :: else -> skip fi
}
/* act unlock: what comes out of a safe is unknown until it is checked */
inline do_unlock() { void_all(); in_hands(CUSTODIAN); s.issued = 0 }
/* act isolate: locked as it is; never refused */
inline do_isolate() {
  again = PROVEN_EMPTY;
  out_of_the_way(); s.isolated = 1; s.locked = 1; s.holder = NOBODY; s.placed = 0;
  s.locked_empty = again; s.taking = 0; s.issued = 0
}
/* act quarantine: out of everybody's way; never refused */
inline do_quarantine() {
  out_of_the_way(); s.quarantined = 1; s.locked = 1; s.holder = NOBODY; s.placed = 0; s.taking = 0; s.issued = 0;
  s.found_weapon = s.found_weapon && s.live_stop
}
inline do_quarantine_blanks() {
  s.lot[BLANK].quarantined = 1; s.lot[BLANK].locked = 1; s.found_weapon = s.found_weapon && s.live_stop;
  s.found_blanks = (s.found_blanks != 0 && s.live_stop -> SET_ASIDE : 0)
}
/* act close-day: nothing out, no count open, no place unknown */
inline do_close_day() { s.day_open = 0; s.asked = 0 }

/* --- use and trouble ---------------------------------------------------------------------------------------------- */
inline end_take() {
  if :: s.taking == FIRED -> s.bore = 0 :: else -> skip fi;
  s.taking = 0
}
/* act take: hands, receiver, live, rounds, meeting, show, check, bore, load, plan, sight, trouble */
inline do_take() {
  assert(s.proof && s.bore && !LIVE && !TROUBLE);
  end_take(); s.taking = GOING; s.taken = (s.load != 0); s.use = 1; s.back = 0
}
/* act rehearse: inert by default; dummies if the lens sees them; hot never */
inline do_rehearse() { assert(ALL_DUMMIES); end_take(); s.taking = GOING }
/* act cut: over what is out: it ends the take and the word, and makes nothing cold */
inline do_cut() {
  if
  :: s.taking == 0 || (s.locked && !FAULT) -> skip
  :: else -> end_take(); s.said = 0
  fi
}
/* act discharge: told and never refused; more shots than blanks, and nothing is known any more; where nothing in it
   could fire when the take began, it was a live round */
inline do_discharge(by_custodian) {
  nothing = !SHOT_LEFT; unexplained = !(ANY(HAS_BLANK) || (s.taking == FIRED && ANY(IS_BLANK)));
  s.said = 0; i = 0; again = 0;
  do
  :: i < s.rounds && !again ->
     if :: IS_SHOT(s.in_it[i]) -> s.in_it[i] = s.in_it[i] + 3; again = 1 :: else -> skip fi;
     i++
  :: else -> break
  od;
  s.use = 1; s.fired = 1; s.back = 0; s.cleared = 0; s.looked = 0; s.counted = 0;
  if :: s.taking != 0 -> s.taking = FIRED :: else -> s.bore = 0 fi;
  if :: nothing || !s.proof -> out_of_the_way() :: else -> skip fi;
  s.held = s.held || nothing; s.uncounted = s.uncounted || nothing;
  if :: nothing -> fed_in_doubt() :: else -> skip fi;
  if :: unexplained -> found_live_in_weapon(by_custodian) :: else -> skip fi
}
/* act misfire: locked out, shut until the wait is over, one faulty round in it */
inline do_misfire() {
  void_all(); s.misfire = WAITING; i = 0; again = 0;
  do
  :: i < s.rounds && !again ->
     if :: IS_READY(s.in_it[i]) -> s.in_it[i] = s.in_it[i] + 6; again = 1 :: else -> skip fi;
     i++
  :: else -> break
  od
}
/* act drop: locked out */
inline do_drop() { void_all(); s.locked_out = 1 }
/* act foul: the bore has to be looked through again */
inline do_foul() { s.bore = 0; s.said = 0 }
/* act unplanned-discharge: the weapon is locked out, and the lots in it are held, until a review */
inline do_unplanned() {
  if :: ANY(IS_DUMMY) && s.lot[DUMMY].held == 0 -> s.lot[DUMMY].held = UNPLANNED :: else -> skip fi;
  if :: ANY(IS_BLANK) && s.lot[BLANK].held == 0 -> s.lot[BLANK].held = UNPLANNED :: else -> skip fi;
  do_discharge(0); void_all(); s.unplanned = 1
}
/* act find-live: the set stops, and what it was found in is out of use or in doubt */
inline found_live_in_blanks() { s.found_blanks = FOUND; s.live_stop = 1; s.finder = 1; taint(BLANK) }
/* act hold: a doubt; never refused */
inline do_hold() { s.on_hold = 1 }
/* act stop: never refused */
inline do_stop() { s.stopped = 1 }
/* act release: a misfire first cleared; it lifts what stands, and proves nothing */
inline release_weapon() {
  s.misfire = 0; s.locked_out = 0; s.unplanned = 0; s.held = 0; s.quarantined = 0;
  if :: s.lot[DUMMY].held == UNPLANNED -> s.lot[DUMMY].held = 0 :: else -> skip fi;
  if :: s.lot[BLANK].held == UNPLANNED -> s.lot[BLANK].held = 0 :: else -> skip fi
}
inline release_lot(k) {
  if
  :: s.lot[k].quarantined || s.lot[k].held == DEVIATION ->
     s.lot[k].quarantined = 0; s.lot[k].proven = 0; s.lot[k].tainted = 1
  :: else -> skip
  fi;
  s.lot[k].held = 0
}
inline release_set() {
  s.on_hold = 0; s.stopped = 0; s.live_stop = 0; s.dummy_stop = 0; s.found_weapon = 0; s.finder = 0;
  if :: s.found_blanks == SET_ASIDE -> s.found_blanks = 0 :: else -> skip fi
}
inline time_passes() {
  if :: s.load != 0 -> s.load = LATE :: else -> skip fi;
  if :: s.misfire == WAITING -> s.misfire = WAITED :: else -> skip fi
}

/* What is told has happened. What a gate would have refused holds the thing that it was done with. */
inline deviation() {
  if :: refused -> s.held = 1 :: else -> skip fi
}
inline told_load(k) {
  permitted = MAY_LOAD(k); refused = !permitted; fed = ROUNDS_REFUSE(k) || LIVE;
  do_load(k, permitted);
  if :: fed -> s.lot[k].held = DEVIATION :: else -> skip fi;
  deviation()
}
inline told_hand_over() { refused = !MAY_OFFER; do_handed_over(CUSTODIAN, 0); deviation() }
inline told_leave() { refused = 1; do_leave(); deviation() }
inline told_leave_blanks() { s.lot[BLANK].locked = 0; taint(BLANK); s.lot[BLANK].held = DEVIATION }
inline told_discharge() { refused = !WOULD_SHOOT; do_discharge(0); deviation() }
inline told_test_fire() { refused = !WOULD_TEST_FIRE; do_discharge(1); deviation() }

/* --- what has to hold --------------------------------------------------------------------------------------------- */
inline holds() {
  /* the record names exactly one who has it, or where it is */
  assert(!s.locked || (s.holder == NOBODY && !s.placed));
  assert(s.holder != NOBODY || s.locked || s.placed);
  /* a word rests on a proof; cold is said only of what is empty or holds dummies */
  assert(s.said == 0 || s.proof);
  assert(s.said != COLD || ALL_DUMMIES);
  /* a hot one holds exactly the declared blanks */
  assert(!(s.said == HOT && SHOT_LEFT) || (s.load != 0 && !ANY(IS_NO_BLANK) && !ANY(NOT_PROVEN)));
  /* nothing keeps a proof behind a locked door; what counts as locked away empty is empty */
  assert(!s.locked || !s.proof);
  assert(!s.locked_empty || (s.locked && s.rounds == 0));
  /* an offer rests on a proof, and a live round in the weapon stops the set */
  assert(!s.offer || (s.proof && s.holder == CUSTODIAN));
  assert(!s.found_weapon || s.live_stop);
  /* no more rounds than there are */
  assert(s.lot[DUMMY].box <= DUMMIES && s.lot[BLANK].box <= BLANKS);
  assert(s.lot[DUMMY].proven <= s.lot[DUMMY].box && s.lot[BLANK].proven <= s.lot[BLANK].box)
}

/* One act: where it is permitted (or told), and on the usual way or within the budget. */
#define ACT(may, usual, what) \
  :: d_step { s.day_open && (may) && (left > 0 || (usual)) -> \
       on_way = (usual); c_code { before = now.s; }; what; \
       c_code { if (!on_way && memcmp(&before, &now.s, sizeof before)) now.left--; }; holds() }

active proctype day() {
  d_step {
    s.lot[DUMMY].box = DUMMIES; s.lot[DUMMY].proven = DUMMIES; s.lot[DUMMY].locked = 1;
    s.lot[BLANK].box = BLANKS; s.lot[BLANK].proven = BLANKS; s.lot[BLANK].locked = 1;
    s.holder = CUSTODIAN; s.gated = 1; s.day_open = 1
  }
  /* What is permitted to each step of the bound, whether it is on the usual way, and what it does. Two are not here,
     since they never change the record: load-alone waits for its witness, and asking to leave is refused. */
  do
  /* check-empty */
  ACT(s.misfire == 0, AT_THE_TABLE && !(s.proof && s.bore) && s.rounds == 0 && PUT_AWAY, do_check(DUMMY, 0, 1, CLEAR))
  /* check-dummy */
  ACT(s.misfire == 0, 0, do_check(DUMMY, 1, 1, NOT_LOOKED))
  /* check-blanks */
  ACT(s.misfire == 0, 0, do_check(BLANK, 2, 1, NOT_LOOKED))
  /* check-live */
  ACT(s.misfire == 0, 0, do_check(UNKNOWN, 1, 1, NOT_LOOKED))
  /* check-alone */
  ACT(s.misfire == 0, 0, do_check(DUMMY, 0, 0, CLEAR))
  /* check-obstructed */
  ACT(s.misfire == 0, 0, do_check(DUMMY, 0, 1, OBSTRUCTED))
  /* show */
  ACT(s.proof, AT_THE_TABLE && s.proof && s.bore && !s.use && PUT_AWAY && !s.shown, do_show())
  /* load-dummy */
  ACT(MAY_LOAD(DUMMY), LOADS(DUMMY), do_load(DUMMY, 1))
  /* load-blanks */
  ACT(MAY_LOAD(BLANK), LOADS(BLANK), do_load(BLANK, 1))
  /* unload */
  ACT(s.misfire == 0, COMES_OUT && (UNSPENT == 0 || (UNSPENT == 1 && SUM(HAS_DUMMY) == 1)), do_unload(0, DUMMY, 0, 1))
  /* unload-blanks */
  ACT(s.misfire == 0, COMES_OUT && UNSPENT == 2 && SUM(HAS_BLANK) == 2, do_unload(1, BLANK, 2, 1))
  /* unload-one */
  ACT(s.misfire == 0, COMES_OUT && UNSPENT == 1 && SUM(HAS_BLANK) == 1, do_unload(1, BLANK, 1, 1))
  /* unload-alone */
  ACT(s.misfire == 0, 0, do_unload(0, DUMMY, 0, 0))
  /* clear */
  ACT(s.misfire != WAITING, s.misfire == WAITED && s.holder == CUSTODIAN, do_unload(0, DUMMY, 0, 1))
  /* declare-cold */
  ACT(MAY_DECLARE && IS_COLD, SAID_NOW, do_declare(COLD))
  /* declare-hot */
  ACT(MAY_DECLARE, SAID_NOW && !IS_COLD, do_declare(HOT))
  /* preset */
  ACT(AT_HAND(CUSTODIAN) && !LIVE && s.proof && !TROUBLE, 0, do_preset())
  /* pick-up */
  ACT(!s.locked && s.preset && !s.declined && !TROUBLE, 0, do_pick_up())
  /* pick-up-by-custodian */
  ACT(!s.locked && (s.holder == NOBODY || s.holder == CUSTODIAN || s.preset), 0, do_pick_up_by_custodian())
  /* offer */
  ACT(MAY_OFFER, AT_THE_TABLE && s.shown && s.said != 0 && !s.offer, do_offer())
  /* accept */
  ACT(MAY_ACCEPT, s.offer, do_handed_over(PERFORMER, 1))
  /* accept-alone */
  ACT(1, 0, s.asked = MAY_ACCEPT)
  /* confirm */
  ACT(s.asked && MAY_ACCEPT, 0, do_confirm())
  /* hand-over */
  ACT(MAY_OFFER, 0, do_handed_over(CUSTODIAN, 1))
  /* decline */
  ACT(1, 0, do_decline())
  /* withdraw */
  ACT(1, 0, do_withdraw())
  /* collect */
  ACT(1, BROUGHT_BACK, do_collect())
  /* pass-open */
  ACT(AT_HAND(CUSTODIAN) && PROVEN_EMPTY, 0, do_pass_open(SECOND))
  /* pass-back */
  ACT(AT_HAND(SECOND) && PROVEN_EMPTY, 0, do_pass_open(CUSTODIAN))
  /* rehearse */
  ACT(MAY_REHEARSE, 0, do_rehearse())
  /* take */
  ACT(MAY_TAKE, IN_ORDER && s.holder == PERFORMER && s.taking == 0 && s.said != 0, do_take())
  /* discharge */
  ACT(1, s.taking != 0 && SHOT_LEFT, do_discharge(0))
  /* cut */
  ACT(1, s.taking != 0, do_cut())
  /* reconcile */
  ACT(1, COUNT_OPEN, do_reconcile())
  /* lock */
  ACT(PROVEN_EMPTY && s.holder != PERFORMER, AT_THE_TABLE && READY_FOR_LOAD && PUT_AWAY && !s.shown, do_lock())
  /* unlock */
  ACT(!(!s.locked && (s.holder == SECOND || s.holder == PERFORMER)) && !TROUBLE, s.locked && IN_ORDER, do_unlock())
  /* isolate */
  ACT(1, 0, do_isolate())
  /* lock-dummies */
  ACT(1, LOCKED_AGAIN(DUMMY), s.lot[DUMMY].locked = 1)
  /* unlock-dummies */
  ACT(!LOT_TROUBLE(DUMMY), TAKEN_OUT(DUMMY), s.lot[DUMMY].locked = 0)
  /* lock-blanks */
  ACT(1, LOCKED_AGAIN(BLANK), s.lot[BLANK].locked = 1)
  /* unlock-blanks */
  ACT(!LOT_TROUBLE(BLANK), TAKEN_OUT(BLANK), s.lot[BLANK].locked = 0)
  /* prove-dummies */
  ACT(MAY_PROVE(DUMMY), PROVEN_AGAIN(DUMMY), do_prove(DUMMY))
  /* prove-blanks */
  ACT(MAY_PROVE(BLANK), PROVEN_AGAIN(BLANK), do_prove(BLANK))
  /* release-weapon */
  ACT(s.misfire != WAITING && s.misfire != WAITED, RELEASED_NOW, release_weapon())
  /* release-dummies */
  ACT(1, s.lot[DUMMY].held != 0 || s.lot[DUMMY].quarantined, release_lot(DUMMY))
  /* release-blanks */
  ACT(1, s.lot[BLANK].held != 0 || s.lot[BLANK].quarantined, release_lot(BLANK))
  /* release-set */
  ACT(!(s.on_hold && (s.finder || s.dummy_stop)), s.taking == 0, release_set())
  /* quarantine-weapon */
  ACT(1, 0, do_quarantine())
  /* quarantine-blanks */
  ACT(1, s.found_blanks == FOUND, do_quarantine_blanks())
  /* close-day */
  ACT(MAY_CLOSE, 0, do_close_day())
  /* told-load-dummy */
  ACT(1, 0, told_load(DUMMY))
  /* told-load-blanks */
  ACT(1, 0, told_load(BLANK))
  /* told-hand-over */
  ACT(1, 0, told_hand_over())
  /* told-leave */
  ACT(1, 0, told_leave())
  /* told-leave-blanks */
  ACT(1, 0, told_leave_blanks())
  /* told-discharge */
  ACT(1, 0, told_discharge())
  /* told-test-fire */
  ACT(1, 0, told_test_fire())
  /* misfire */
  ACT(1, 0, do_misfire())
  /* drop */
  ACT(1, 0, do_drop())
  /* foul */
  ACT(1, 0, do_foul())
  /* unplanned-discharge */
  ACT(1, 0, do_unplanned())
  /* find-live-in-weapon */
  ACT(1, 0, found_live_in_weapon(1))
  /* find-live-in-blanks */
  ACT(1, 0, found_live_in_blanks())
  /* hold */
  ACT(1, 0, do_hold())
  /* stop */
  ACT(1, 0, do_stop())
  /* time */
  ACT(s.load == FRESH || s.misfire == WAITING, s.misfire == WAITING, time_passes())
  od
}
