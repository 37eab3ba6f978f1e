package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const mlDsaBytes = 1312

// aboutTheLedger has the kinds of records that say something of the ledger itself, and complete nothing else.
var aboutTheLedger = map[string]bool{
	"unit-opened": true, "key-enrolled": true, "key-rotated": true, "key-revoked": true,
	"settings-changed": true, "attested": true, "erased": true,
}

// known is a key that a record enrolled, whose it is, and whether a later record took it back. One of ML-DSA-44 has no
// public half here, since it signs no record.
type known struct {
	public ed25519.PublicKey
	of     string
	gone   bool
}

// mayRecord says whether records can be recorded under a key, not only be signed with it.
func (k *known) mayRecord() bool {
	return k.public != nil && (k.of == "node" || strings.HasPrefix(k.of, "device:"))
}

// change is what a record does to the keys: of itself, or since it lets happen (late) what an earlier one asked for.
type change struct {
	kind   string
	act    object
	actID  string
	late   bool
	counts bool
	signed map[string]bool
}

// asked is a change of keys that was held or refused, and the keys that signed it.
type asked struct {
	said   [6]string
	signed map[string]bool
}

// end is the end of a device's chain.
type end struct {
	number   int64
	previous string
}

type ledger struct {
	unit  string
	node  string
	nodes []string
	keys  map[string]*known
	asked map[string]asked
	acts  map[string]bool
	ends  map[string]end
}

func newLedger(unit string) *ledger {
	return &ledger{
		unit:  unit,
		keys:  map[string]*known{},
		asked: map[string]asked{},
		acts:  map[string]bool{},
		ends:  map[string]end{},
	}
}

// claim is one signature to be verified, found in the order of the records.
type claim struct {
	number    int64
	public    ed25519.PublicKey
	message   []byte
	signature []byte
}

// take reads the records that follow, in order; the signatures of one bundle are verified side by side.
func (l *ledger) take(first int64, entries [][]byte) error {
	var claims []claim
	var failed error
	for i, entry := range entries {
		number := first + int64(i) + 1
		found, err := l.one(number, entry)
		claims = append(claims, found...)
		if err != nil {
			failed = err
			break
		}
	}
	// A signature that does not hold in an earlier record is the first fault, whatever a later one shows.
	if err := verifyAll(claims); err != nil {
		return err
	}
	return failed
}

func (l *ledger) one(number int64, entry []byte) ([]claim, error) {
	read, err := readRecord(entry)
	if err != nil {
		return nil, faultAt(number, "%v", err)
	}
	if read.body.text("unit") != l.unit {
		return nil, faultAt(number, "it belongs to another unit")
	}
	if l.acts[read.body.text("act_id")] {
		return nil, faultAt(number, "its act id is not its own")
	}
	l.acts[read.body.text("act_id")] = true
	if (number == 1) != (read.body.text("kind") == "unit-opened") {
		return nil, faultAt(number, "it opens no unit where it should, or opens one again")
	}
	if _, there := read.body["completes"]; there && aboutTheLedger[read.body.text("kind")] {
		return nil, faultAt(number, "it says something of the ledger itself, and completes something else as well")
	}
	found, signed, err := l.claims(number, read)
	if err != nil {
		return found, err
	}
	if number > 1 {
		if err := l.chain(number, read, entry); err != nil {
			return found, err
		}
	}
	if err := l.learn(changeOf(read, signed)); err != nil {
		return found, faultAt(number, "%v", err)
	}
	if number == 1 {
		return found, l.chain(number, read, entry)
	}
	return found, nil
}

// chain checks that a record is by a device whose key is enrolled, and checks that device's own numbering.
func (l *ledger) chain(number int64, read *record, entry []byte) error {
	device := read.body.text("device")
	key := l.keys[device]
	if key == nil || !key.mayRecord() || read.signatures[0].keyID != device {
		return faultAt(number, "it is not from a device that is enrolled, and signed by it first")
	}
	last := l.ends[device]
	if read.number != last.number+1 || read.body.text("device_previous") != last.previous {
		return faultAt(number, "it does not continue the chain of its device")
	}
	leaf := tlog.RecordHash(entry)
	l.ends[device] = end{read.number, hex.EncodeToString(leaf[:])}
	return nil
}

// claims lists what has to be verified of a record: the signature of every key, each of a key that is in force, or of
// the key that this record itself brings.
func (l *ledger) claims(number int64, read *record) ([]claim, map[string]bool, error) {
	var found []claim
	signed := map[string]bool{}
	fresh := freshKey(read)
	for _, item := range read.signatures {
		key := l.keys[item.keyID]
		if key == nil && fresh != nil && idOf(fresh) == item.keyID {
			key = &known{public: fresh}
		}
		switch {
		case key == nil || key.public == nil:
			return found, signed, faultAt(number, "it has a signature of a key that no record enrols")
		case key.gone:
			return found, signed, faultAt(number, "it is signed under a key that was taken back before")
		}
		signed[item.keyID] = true
		found = append(found, claim{number, key.public, read.message, item.bytes})
	}
	for _, made := range read.claims {
		key := l.keys[made.keyID]
		if key == nil || key.public == nil || key.gone {
			return found, signed, faultAt(number, "what was said in it is signed under a key that is not in force")
		}
		if key.of != made.person && !strings.HasPrefix(key.of, "device:") {
			return found, signed, faultAt(number, "it holds the word of somebody under a key that is not theirs")
		}
		found = append(found, claim{number, key.public, made.message, made.bytes})
	}
	return found, signed, nil
}

// freshKey returns the key that a record brings, which signs it too; nothing where it is weak, none, or one
// of two.
func freshKey(read *record) ed25519.PublicKey {
	name, other := "key", "device_key"
	switch change := changeOf(read, nil); {
	case change.late:
		return nil
	case change.kind == "unit-opened":
		name, other = other, name
	case change.kind != "key-enrolled" && change.kind != "key-rotated":
		return nil
	}
	act := read.body.object("act")
	key, err := strictBase64(act[name])
	if err != nil || checkPublic(key) != nil {
		return nil
	}
	if second, there := act[other]; there && second != act[name] {
		return nil
	}
	return key
}

// changeOf says what a record does to the keys. It counts where it happened and the rules permitted it in full; a
// revocation where it happened.
func changeOf(read *record, signed map[string]bool) change {
	body := read.body
	outcome := body.text("outcome")
	happened := body.text("door") == "report" || outcome == "permit" || outcome == "record"
	found := change{kind: body.text("kind"), act: body.object("act"), actID: body.text("act_id"), signed: signed}
	whole := body.object("completes")
	late := map[string]string{
		"enrol-key":  "key-enrolled",
		"rotate-key": "key-rotated",
		"revoke-key": "key-revoked",
	}[whole.text("act_kind")]
	if act := whole.object("act"); late != "" && act != nil {
		found.kind, found.act, found.actID, found.late = late, act, whole.text("act_id"), true
	}
	found.counts = happened && (found.brings() == "" || body.text("would") == "permit")
	return found
}

// brings returns the name of the field with the id of the key that a change brings, or nothing.
func (c change) brings() string {
	return map[string]string{"key-enrolled": "key_id", "key-rotated": "new_key_id"}[c.kind]
}

// said is what a change says of keys: all but the second person, whom a confirmation adds.
func (c change) said() [6]string {
	act := c.act
	return [6]string{c.kind, act.text("key"), act.text("algorithm"), act.text("of"), act.text("key_id"), act.text("new_key_id")}
}

// learn takes what a record says of keys into the history; what was refused or held changes nothing yet.
func (l *ledger) learn(c change) error {
	if !c.counts {
		if c.brings() != "" {
			l.asked[c.actID] = asked{c.said(), c.signed}
		}
		return nil
	}
	if c.late {
		// Whoever lets it happen does not sign for the keys: what counts is who signed the very change that was asked.
		before := l.asked[c.actID]
		c.signed = nil
		if before.said == c.said() {
			c.signed = before.signed
		}
	}
	switch c.kind {
	case "unit-opened":
		id, err := l.enrol(c.act["device_key"], "node")
		if err != nil {
			return err
		}
		if !c.signed[id] {
			return errors.New("it is not signed by the key that it opens the unit with")
		}
		l.node, l.nodes = id, []string{id}
	case "key-enrolled":
		return l.enrolled(c)
	case "key-rotated":
		return l.rotated(c)
	case "key-revoked":
		old := l.keys[c.act.text("key_id")]
		if old == nil || old.of == "node" {
			return errors.New("it revokes a key that cannot be revoked")
		}
		old.gone = true
	}
	return nil
}

func (l *ledger) enrolled(c change) error {
	of, mlDsa := c.act.text("of"), c.act.text("algorithm") == "ml-dsa-44"
	if of == "" || (of == "node") != mlDsa || (!mlDsa && c.act.text("algorithm") != "ed25519") {
		return errors.New("it enrols a key of an unknown kind, of nobody, or of a kind that is not for its owner")
	}
	id, err := l.enrolAs(mlDsa, c.act["key"], of)
	if err != nil || id != c.act.text("key_id") {
		return errors.New("it enrols a key that is none, weak, known already, or named otherwise")
	}
	if !mlDsa && !c.signed[id] {
		return errors.New("the key that it enrols did not sign it")
	}
	return nil
}

func (l *ledger) rotated(c change) error {
	name := c.act.text("key_id")
	old := l.keys[name]
	if old == nil || old.gone {
		return errors.New("it rotates a key that is not in force")
	}
	mlDsa := old.public == nil
	id, err := l.enrolAs(mlDsa, c.act["key"], old.of)
	if err != nil || id != c.act.text("new_key_id") {
		return errors.New("it rotates to a key that is none, weak, known already, or named otherwise")
	}
	if !mlDsa && (!c.signed[id] || !c.signed[name]) {
		return errors.New("the old or the new key did not sign it")
	}
	old.gone = true
	if name == l.node {
		l.node, l.nodes = id, append(l.nodes, id)
	}
	return nil
}

func (l *ledger) enrolAs(mlDsa bool, text any, of string) (string, error) {
	if !mlDsa {
		return l.enrol(text, of)
	}
	key, err := strictBase64(text)
	if err != nil || len(key) != mlDsaBytes || l.keys[idOf(key)] != nil {
		return "", errors.New("the key is none, or known already")
	}
	l.keys[idOf(key)] = &known{of: of}
	return idOf(key), nil
}

func (l *ledger) enrol(text any, of string) (string, error) {
	key, err := strictBase64(text)
	if err != nil {
		return "", err
	}
	if err := checkPublic(key); err != nil {
		return "", err
	}
	id := idOf(key)
	if l.keys[id] != nil {
		return "", errors.New("the key is known already")
	}
	l.keys[id] = &known{public: key, of: of}
	return id, nil
}

// signer returns the node's key as the records have it now, if the key from outside is it or one of those before it.
func (l *ledger) signer(outside note.Verifier) (note.Verifier, error) {
	var found note.Verifier
	anchored := false
	for _, id := range l.nodes {
		vkey, err := note.NewEd25519VerifierKey(outside.Name(), l.keys[id].public)
		if err != nil {
			return nil, err
		}
		if found, err = note.NewVerifier(vkey); err != nil {
			return nil, err
		}
		anchored = anchored || found.KeyHash() == outside.KeyHash()
	}
	if !anchored {
		return nil, faultAt(0, "the key from outside is none of this log's own")
	}
	return found, nil
}

func idOf(key []byte) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:16])
}

// verifyAll verifies on every core, and returns the fault of the first record, in order, whose signature fails.
func verifyAll(claims []claim) error {
	wrong := make([]bool, len(claims))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for worker := 0; worker < workers; worker++ {
		group.Add(1)
		go func(from int) {
			defer group.Done()
			for i := from; i < len(claims); i += workers {
				wrong[i] = !verify(claims[i].public, claims[i].message, claims[i].signature)
			}
		}(worker)
	}
	group.Wait()
	for i := range wrong {
		if wrong[i] {
			return faultAt(claims[i].number, "a signature of it does not hold")
		}
	}
	return nil
}
