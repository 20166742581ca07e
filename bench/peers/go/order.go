package main

import (
	"errors"
	"math"
	"regexp"
	"time"
	"unicode/utf8"
)

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$`)

type item struct {
	Sku      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// What is published, with the same bounds as the contract order-placed.
type orderPlaced struct {
	OrderID    string `json:"orderId"`
	CustomerID string `json:"customerId"`
	Items      []item `json:"items"`
}

func (order *orderPlaced) validate() error {
	switch {
	case !uuid.MatchString(order.OrderID):
		return errors.New("orderId must be a UUID")
	case !within(order.CustomerID, 100):
		return errors.New("customerId must have 1 to 100 characters")
	case len(order.Items) < 1 || len(order.Items) > 1_000:
		return errors.New("items must be 1 to 1,000")
	}
	return validateItems(order.Items, 100)
}

// What is consumed, with the same bounds as the bench's contract of orders.
type order struct {
	OrderID    string    `json:"orderId"`
	CustomerID string    `json:"customerId"`
	Total      float64   `json:"total"`
	PlacedAt   time.Time `json:"placedAt"`
	Items      []item    `json:"items"`
}

func (order *order) validate() error {
	switch {
	case !uuid.MatchString(order.OrderID):
		return errors.New("orderId must be a UUID")
	case !within(order.CustomerID, 64):
		return errors.New("customerId must have 1 to 64 characters")
	case order.Total <= 0 || math.Abs(order.Total*100-math.Round(order.Total*100)) > 1e-6:
		return errors.New("total must be positive, with two decimals at most")
	case order.PlacedAt.IsZero():
		return errors.New("placedAt must be a time")
	case len(order.Items) < 1:
		return errors.New("items must be one at least")
	}
	return validateItems(order.Items, 64)
}

func validateItems(items []item, longestSku int) error {
	for _, each := range items {
		if !within(each.Sku, longestSku) || each.Quantity < 1 {
			return errors.New("an item needs a sku and a quantity")
		}
	}
	return nil
}

func within(text string, most int) bool {
	return text != "" && utf8.RuneCountInString(text) <= most
}
