"""The two formats of Moodle: GIFT, and Moodle XML."""
