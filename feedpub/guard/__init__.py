"""Who a post is to its subscribers: the ids that feeds carry."""
