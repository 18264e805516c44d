"""The pages of what people record: choosing whom it is about, the form, one record with its history, its acts."""
