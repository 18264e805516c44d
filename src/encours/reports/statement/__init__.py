"""The statement of account a customer is sent: what it owes on a day, item by item, on the paper of the entity."""
