package main

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"math/big"
)

// The rule of this format for Ed25519, stricter than the library's: the key is the canonical encoding of a point of
// the prime-order subgroup other than the neutral one, and the R of a signature is not of low order. The library
// itself already asks for a canonical S, and for an R that is the canonical encoding of what it computes.

var (
	prime    = new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 255), big.NewInt(19))
	order, _ = new(big.Int).SetString("7237005577332262213973186563042994240857116359379907606001950938285454250989", 10)
	curve    = curveD()
	lowOrder = lowOrderPoints()
)

func curveD() *big.Int {
	d := new(big.Int).ModInverse(big.NewInt(121666), prime)
	d.Mul(d, big.NewInt(-121665))
	return d.Mod(d, prime)
}

// point holds x and y.
type point struct{ x, y *big.Int }

func neutral() point { return point{big.NewInt(0), big.NewInt(1)} }

func (p point) isNeutral() bool { return p.x.Sign() == 0 && p.y.Cmp(big.NewInt(1)) == 0 }

func mul(a, b *big.Int) *big.Int { c := new(big.Int).Mul(a, b); return c.Mod(c, prime) }

func (p point) add(q point) point {
	xx, yy := mul(p.x, q.x), mul(p.y, q.y)
	product := mul(curve, mul(xx, yy))
	cross := new(big.Int).Add(mul(p.x, q.y), mul(p.y, q.x))
	above := new(big.Int).Add(yy, xx)
	return point{
		mul(cross, new(big.Int).ModInverse(new(big.Int).Add(big.NewInt(1), product), prime)),
		mul(above, new(big.Int).ModInverse(mod(new(big.Int).Sub(big.NewInt(1), product)), prime)),
	}
}

func mod(a *big.Int) *big.Int { return a.Mod(a, prime) }

func (p point) times(n *big.Int) point {
	sum := neutral()
	for i := n.BitLen() - 1; i >= 0; i-- {
		sum = sum.add(sum)
		if n.Bit(i) == 1 {
			sum = sum.add(p)
		}
	}
	return sum
}

func (p point) encoded() []byte {
	data := make([]byte, 32)
	p.y.FillBytes(data)
	for i := range data[:16] {
		data[i], data[31-i] = data[31-i], data[i]
	}
	data[31] |= byte(p.x.Bit(0)) << 7
	return data
}

func decoded(data []byte) (point, bool) {
	turned := make([]byte, 32)
	for i := range data {
		turned[31-i] = data[i]
	}
	sign := uint(turned[0] >> 7)
	turned[0] &= 0x7f
	y := new(big.Int).SetBytes(turned)
	if y.Cmp(prime) >= 0 {
		return point{}, false
	}
	above := mod(new(big.Int).Sub(mul(y, y), big.NewInt(1)))
	below := new(big.Int).Add(mul(curve, mul(y, y)), big.NewInt(1))
	x := new(big.Int).ModSqrt(mul(above, new(big.Int).ModInverse(below, prime)), prime)
	if x == nil {
		return point{}, false
	}
	if x.Bit(0) != sign {
		x = mod(new(big.Int).Neg(x))
	}
	return point{x, y}, true
}

// lowOrderPoints returns the encodings of the eight points of low order: the multiples of one of order eight.
func lowOrderPoints() [][]byte {
	for y := int64(2); ; y++ {
		data := make([]byte, 32)
		data[0] = byte(y)
		found, ok := decoded(data)
		if !ok {
			continue
		}
		start := found.times(order)
		if start.add(start).add(start.add(start)).isNeutral() {
			continue
		}
		points := make([][]byte, 8)
		for i, p := 0, neutral(); i < 8; i, p = i+1, p.add(start) {
			points[i] = p.encoded()
		}
		return points
	}
}

func checkPublic(key []byte) error {
	if len(key) != ed25519.PublicKeySize {
		return errors.New("a public key has 32 bytes")
	}
	p, ok := decoded(key)
	if !ok || !bytes.Equal(p.encoded(), key) || p.isNeutral() || !p.times(order).isNeutral() {
		return errors.New("the public key is weak")
	}
	return nil
}

// verify says whether a signature holds under a key that checkPublic let pass.
func verify(key ed25519.PublicKey, message, signature []byte) bool {
	if len(signature) != ed25519.SignatureSize || isLowOrder(signature[:32]) {
		return false
	}
	return ed25519.Verify(key, message, signature)
}

func isLowOrder(r []byte) bool {
	for _, low := range lowOrder {
		if bytes.Equal(r, low) {
			return true
		}
	}
	return false
}
