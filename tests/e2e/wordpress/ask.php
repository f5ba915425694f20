<?php
// php ask.php FOLDER WHAT [ARGUMENTS]: changes or reads the WordPress in the folder, and prints JSON. In a network it is the
// site with the host WP_HOST.
$_SERVER['HTTP_HOST'] = getenv( 'WP_HOST' );
require $argv[1] . '/wp-load.php';
list( , , $what ) = $argv;
$result           = null;
if ( 'theme' === $what ) {
	switch_theme( $argv[3] );
	$result = wp_get_theme()->get( 'Name' );
} elseif ( 'post' === $what ) {
	// A post as an author writes it: WordPress removes what an author may not use.
	wp_set_current_user( get_user_by( 'login', 'author' )->ID );
	$result = wp_insert_post(
		array(
			'post_title'   => $argv[3],
			'post_status'  => 'publish',
			'post_content' => wp_slash( $argv[4] ),
		)
	);
} elseif ( 'content' === $what ) {
	$result = get_post( (int) $argv[3] )->post_content;
} elseif ( 'stored' === $what ) {
	global $wpdb;
	$result  = array();
	$columns = array( array( $wpdb->usermeta, 'meta_key' ) );
	foreach ( is_multisite() ? get_sites( array( 'fields' => 'ids' ) ) : array( 0 ) as $site ) {
		$prefix    = $wpdb->get_blog_prefix( $site );
		$columns[] = array( $prefix . 'options', 'option_name' );
		$columns[] = array( $prefix . 'postmeta', 'meta_key' );
	}
	if ( is_multisite() ) {
		$columns[] = array( $wpdb->sitemeta, 'meta_key' );
	}
	foreach ( $columns as list( $table, $column ) ) {
		$result = array_merge( $result, $wpdb->get_col( "SELECT $column FROM $table WHERE $column LIKE '%intimacy%'" ) );
	}
} elseif ( 'site' === $what ) {
	// Another site of the network, with the author as an author.
	$result = wp_insert_site(
		array(
			'domain'  => $argv[3],
			'path'    => '/',
			'title'   => 'Second',
			'user_id' => get_user_by( 'login', 'administrator' )->ID,
		)
	);
	// WordPress 6.1 drops the colon before the port.
	$wpdb->update( $wpdb->blogs, array( 'domain' => $argv[3] ), array( 'blog_id' => $result ) );
	clean_blog_cache( $result );
	foreach ( array( 'home', 'siteurl' ) as $name ) {
		update_blog_option( $result, $name, 'http://' . $argv[3] );
	}
	add_user_to_blog( $result, get_user_by( 'login', 'author' )->ID, 'author' );
} elseif ( 'option' === $what ) {
	$result = get_option( 'intimacy_explorer' );
}
echo wp_json_encode( $result );
