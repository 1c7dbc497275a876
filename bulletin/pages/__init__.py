"""What each page shows, as plain values. How it looks is the theme's affair: no HTML here."""
