package main

import "errors"

const (
	secondType   = "application/vnd.showsafe.second+json"
	secondFormat = "showsafe-second/1"
)

var (
	namedBy    = []string{"witness", "countersigned_by", "reviewed_by"}
	things     = []string{"weapon", "lot", "file", "person", "scene", "of_act"}
	secondHas  = []string{"by", "claimed_at", "proof", "says", "waited_ms"}
	errSecond  = errors.New("it has the word of a second person in no known form")
	errNobody  = errors.New("it has the word of somebody who is not the second person of its act")
	errItsWay  = errors.New("it says of its way something that is not known")
	secondSays = map[string]func(any) bool{"seen": isCount, "serial": isWord, "sight": isTable}
)

func has(list []string, text string) bool {
	for _, each := range list {
		if each == text {
			return true
		}
	}
	return false
}

func isCount(value any) bool {
	count, ok := value.(int64)
	return ok && count >= 0
}

func isWord(value any) bool {
	text, ok := value.(string)
	return ok && text != ""
}

func isTable(value any) bool {
	_, ok := value.(map[string]any)
	return ok
}

// secondSigned makes again what the device of the second person of an act signed; nil where none did.
func secondSigned(body object) (*claimed, error) {
	if value, there := body["unprotected"]; there && value != true {
		return nil, errItsWay
	}
	value, there := body["second"]
	if !there {
		return nil, nil
	}
	found, ok := value.(map[string]any)
	said := object(found)
	if !ok || !secondHolds(said) {
		return nil, errSecond
	}
	act := body.object("act")
	if _, by := body["by"].(string); !by {
		return nil, errNobody
	}
	if said.text("by") == body.text("by") || !has(namedIn(act), said.text("by")) {
		return nil, errNobody
	}
	value, there = said["asked"]
	if !there {
		return nil, nil
	}
	made, _ := value.(map[string]any)
	id, _ := made["keyid"].(string)
	sig, err := strictBase64(made["sig"])
	kind, known := acts[body.text("kind")]
	if id == "" || err != nil || len(made) != 2 || !known {
		return nil, errSecond
	}
	thing := ""
	for _, name := range things {
		if thing == "" {
			thing = act.text(name)
		}
	}
	statement := map[string]any{
		"act_id": body["act_id"], "by": body["by"], "claimed_at": said["claimed_at"], "device": id,
		"format": secondFormat, "kind": kind, "says": said["says"], "second": said["by"], "thing": thing,
		"unit": body["unit"],
	}
	return claimOf(statement, secondType, signature{id, sig}, said.text("by"))
}

// secondHolds says whether every field of a word is there and of its form.
func secondHolds(said object) bool {
	for _, name := range secondHas {
		if _, there := said[name]; !there {
			return false
		}
	}
	for name := range said {
		if name != "asked" && !has(secondHas, name) {
			return false
		}
	}
	for name, value := range said.object("says") {
		if holds := secondSays[name]; holds == nil || !holds(value) {
			return false
		}
	}
	return isWord(said["by"]) && strengths[said.text("proof")] && holdsTime(said.text("claimed_at")) &&
		isCount(said["waited_ms"]) && isTable(said["says"])
}

// namedIn lists whom an act names as its second person, itself or in a step.
func namedIn(act object) []string {
	var found []string
	parts := []object{act}
	steps, _ := act["steps"].([]any)
	for _, each := range steps {
		step, _ := each.(map[string]any)
		parts = append(parts, step)
	}
	for _, part := range parts {
		for _, name := range namedBy {
			found = append(found, part.text(name))
		}
	}
	return found
}
