"""What each page shows, as plain values. The theme turns them into HTML; there is no HTML here."""
