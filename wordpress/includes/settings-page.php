<?php
/**
 * The page "Settings > Intimacy Explorer".
 *
 * @package IntimacyExplorer
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_menu', 'intimacy_explorer_add_page' );
add_action( 'admin_init', 'intimacy_explorer_register_option' );
add_filter( 'plugin_action_links_' . plugin_basename( INTIMACY_EXPLORER_FILE ), 'intimacy_explorer_action_links' );

/** Adds the page to the menu. */
function intimacy_explorer_add_page() {
	$title = __( 'Intimacy Explorer', 'intimacy-explorer' );
	add_options_page( $title, $title, 'manage_options', 'intimacy-explorer', 'intimacy_explorer_page' );
}

/**
 * Adds a link to the page to the list of plugins.
 *
 * @param string[] $links Links.
 * @return string[]
 */
function intimacy_explorer_action_links( $links ) {
	$url = admin_url( 'options-general.php?page=intimacy-explorer' );
	array_unshift( $links, '<a href="' . esc_url( $url ) . '">' . esc_html__( 'Settings', 'intimacy-explorer' ) . '</a>' );
	return $links;
}

/** Registers the option, and offers a text for the privacy policy of the site. */
function intimacy_explorer_register_option() {
	register_setting(
		'intimacy_explorer',
		INTIMACY_EXPLORER_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'intimacy_explorer_sanitize',
			'default'           => array(),
		)
	);
	wp_add_privacy_policy_content(
		__( 'Intimacy Explorer', 'intimacy-explorer' ),
		'<p>' . esc_html( intimacy_explorer_privacy( intimacy_explorer_site_settings()['way'] ?? 'frame' ) ) . '</p>'
	);
}

/**
 * The submitted settings. A value that the explorer would not use is reported, and the stored value stays.
 *
 * @param mixed $given The submitted values.
 * @return array<string, mixed>
 */
function intimacy_explorer_sanitize( $given ) {
	if ( is_array( $given ) && isset( $given['hide'] ) && is_array( $given['hide'] ) ) {
		$given['hide'] = implode( ' ', array_map( 'strval', $given['hide'] ) );
	}
	$before = intimacy_explorer_site_settings();
	$kept   = intimacy_explorer_known( $given );
	foreach ( intimacy_explorer_table() as $name => $setting ) {
		$value = $kept[ $name ] ?? '';
		$typed = is_array( $given ) && is_scalar( $given[ $name ] ?? null ) ? trim( (string) $given[ $name ] ) : '';
		if ( ( '' === $value ) === ( '' === $typed ) && ( '' === $value || intimacy_explorer_is_valid( $setting, $value ) ) ) {
			continue;
		}
		unset( $kept[ $name ] );
		if ( isset( $before[ $name ] ) ) {
			$kept[ $name ] = $before[ $name ];
		}
		/* translators: 1: the name of a setting, 2: what is expected. */
		$text = sprintf( __( '%1$s: this value cannot be used; expected: %2$s. It is as it was before.', 'intimacy-explorer' ), $name, $setting['expected'] );
		add_settings_error( INTIMACY_EXPLORER_OPTION, 'intimacy-explorer-' . $name, esc_html( $text ) );
	}
	$own = intimacy_explorer_own_content( is_array( $given ) ? $given['own'] ?? array() : array() );
	return $own ? array_merge( $kept, array( 'own' => $own ) ) : $kept;
}

/**
 * The label of a setting, made from its name.
 *
 * @param string $name A name.
 * @return string
 */
function intimacy_explorer_label( $name ) {
	return ucfirst( str_replace( '-', ' ', $name ) );
}

/**
 * Own content as somebody types it. WordPress stores a plain `&` as `&amp;`.
 *
 * @param string $text Own content.
 * @return string
 */
function intimacy_explorer_typed( $text ) {
	return preg_replace( '/&amp;(?!#?\w+;)/', '&', $text );
}

/**
 * A text of the table, with its code spans as markup.
 *
 * @param string $text A text.
 * @return string
 */
function intimacy_explorer_code( $text ) {
	return preg_replace( '/`([^`]*)`/', '<code>$1</code>', esc_html( $text ) );
}

/**
 * Prints the control of a setting.
 *
 * @param array<string, mixed> $setting A row of the table.
 * @param string               $value   The stored value.
 */
function intimacy_explorer_control( $setting, $value ) {
	$id    = 'intimacy-explorer-' . $setting['name'];
	$field = INTIMACY_EXPLORER_OPTION . '[' . $setting['name'] . ']';
	$about = $id . '-about';
	if ( 'subjects' === $setting['kind'] ) {
		$chosen = explode( ' ', $value );
		echo '<fieldset><legend class="screen-reader-text">' . esc_html( intimacy_explorer_label( $setting['name'] ) ) . '</legend>';
		foreach ( $setting['ids'] as $one ) {
			printf(
				'<label><input type="checkbox" name="%s[]" value="%s"%s> %s</label><br>',
				esc_attr( $field ),
				esc_attr( $one['id'] ),
				checked( in_array( $one['id'], $chosen, true ), true, false ),
				esc_html( $one['title'] )
			);
		}
		echo '</fieldset>';
	} elseif ( 'choice' === $setting['kind'] || 'country' === $setting['kind'] ) {
		$options = array( '' => 'country' === $setting['kind'] ? __( 'As the visitor’s browser indicates', 'intimacy-explorer' ) : $setting['default'] );
		foreach ( 'country' === $setting['kind'] ? wp_list_pluck( $setting['ids'], 'title', 'id' ) : array_combine( $setting['choices'], $setting['choices'] ) as $id_of => $title ) {
			if ( $id_of !== $setting['default'] ) {
				$options[ $id_of ] = $title;
			}
		}
		if ( ! isset( $options[ $value ] ) && $value !== $setting['default'] ) {
			$options[ $value ] = $value;
		}
		printf( '<select id="%s" name="%s" aria-describedby="%s">', esc_attr( $id ), esc_attr( $field ), esc_attr( $about ) );
		foreach ( $options as $id_of => $title ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $id_of ), selected( (string) $id_of, $value, false ), esc_html( $title ) );
		}
		echo '</select>';
	} else {
		printf(
			'<input type="text" class="regular-text" id="%s" name="%s" value="%s" aria-describedby="%s" maxlength="%d">',
			esc_attr( $id ),
			esc_attr( $field ),
			esc_attr( $value ),
			esc_attr( $about ),
			(int) ( $setting['longest'] ?? INTIMACY_EXPLORER_LONGEST )
		);
	}
	echo '<p class="description" id="' . esc_attr( $about ) . '">' . wp_kses( intimacy_explorer_code( ucfirst( $setting['sets'] ) . '.' ), array( 'code' => array() ) );
	if ( 'subjects' !== $setting['kind'] && 'choice' !== $setting['kind'] && 'country' !== $setting['kind'] ) {
		/* translators: %s: an example of a value. */
		echo '<br>' . wp_kses( sprintf( esc_html__( 'Example: %s', 'intimacy-explorer' ), '<code>' . esc_html( $setting['example'] ) . '</code>' ), array( 'code' => array() ) );
	}
	if ( ! $setting['frame'] ) {
		echo '<br>' . esc_html__( 'Applies only if the explorer is a part of the page.', 'intimacy-explorer' );
	}
	echo '</p>';
}

/** Prints the page. */
function intimacy_explorer_page() {
	$stored = intimacy_explorer_site_settings();
	$way    = $stored['way'] ?? 'frame';
	?>
	<div class="wrap">
		<h1><?php echo esc_html( get_admin_page_title() ); ?></h1>
		<p>
			<?php esc_html_e( 'To put the explorer on a page, add the block “Intimacy Explorer”. In the classic editor, in a widget or in a page builder, write this shortcode:', 'intimacy-explorer' ); ?>
			<code>[intimacy_explorer]</code>
		</p>
		<p><a href="<?php echo esc_url( intimacy_explorer_frame_url( array() ) ); ?>"><?php esc_html_e( 'Look at the explorer', 'intimacy-explorer' ); ?></a></p>
		<form action="options.php" method="post">
			<?php settings_fields( 'intimacy_explorer' ); ?>
			<h2><?php esc_html_e( 'How it stands on a page', 'intimacy-explorer' ); ?></h2>
			<fieldset>
				<legend class="screen-reader-text"><?php esc_html_e( 'How it stands on a page', 'intimacy-explorer' ); ?></legend>
				<?php foreach ( intimacy_explorer_ways() as $id => $label ) : ?>
					<p>
						<label><input type="radio" name="<?php echo esc_attr( INTIMACY_EXPLORER_OPTION ); ?>[way]" value="<?php echo esc_attr( $id ); ?>"<?php checked( $id, $way ); ?>> <?php echo esc_html( $label ); ?></label><br>
						<span class="description"><?php esc_html_e( 'You may tell your visitors:', 'intimacy-explorer' ); ?> “<?php echo esc_html( intimacy_explorer_privacy( $id ) ); ?>”</span>
					</p>
				<?php endforeach; ?>
			</fieldset>
			<p><?php esc_html_e( 'If this site has analytics, a chat or advertising, or if you are not sure, leave it at the frame.', 'intimacy-explorer' ); ?></p>
			<h2><?php esc_html_e( 'Settings', 'intimacy-explorer' ); ?></h2>
			<p><?php esc_html_e( 'They apply to the whole site. A block and a shortcode can have others, under the same names.', 'intimacy-explorer' ); ?></p>
			<table class="form-table" role="presentation">
				<?php foreach ( intimacy_explorer_table() as $name => $setting ) : ?>
					<tr>
						<th scope="row">
							<?php if ( 'subjects' === $setting['kind'] ) : ?>
								<?php echo esc_html( intimacy_explorer_label( $name ) ); ?>
							<?php else : ?>
								<label for="intimacy-explorer-<?php echo esc_attr( $name ); ?>"><?php echo esc_html( intimacy_explorer_label( $name ) ); ?></label>
							<?php endif; ?>
							<br><code><?php echo esc_html( $name ); ?></code>
						</th>
						<td><?php intimacy_explorer_control( $setting, $stored[ $name ] ?? '' ); ?></td>
					</tr>
				<?php endforeach; ?>
			</table>
			<h2><?php esc_html_e( 'Your own words', 'intimacy-explorer' ); ?></h2>
			<p><?php esc_html_e( 'They stand in every explorer of the site. An empty line begins a paragraph. You may use headings, lists, emphasis and links as HTML; everything else is removed.', 'intimacy-explorer' ); ?></p>
			<table class="form-table" role="presentation">
				<?php $own = intimacy_explorer_site_content(); ?>
				<?php foreach ( intimacy_explorer_places() as $place => $words ) : ?>
					<tr>
						<th scope="row"><label for="intimacy-explorer-own-<?php echo esc_attr( $place ); ?>"><?php echo esc_html( $words[0] ); ?></label></th>
						<td>
							<textarea class="large-text" rows="4" id="intimacy-explorer-own-<?php echo esc_attr( $place ); ?>" name="<?php echo esc_attr( INTIMACY_EXPLORER_OPTION ); ?>[own][<?php echo esc_attr( $place ); ?>]" aria-describedby="intimacy-explorer-own-<?php echo esc_attr( $place ); ?>-about"><?php echo esc_textarea( intimacy_explorer_typed( $own[ $place ] ?? '' ) ); ?></textarea>
							<p class="description" id="intimacy-explorer-own-<?php echo esc_attr( $place ); ?>-about"><?php echo esc_html( $words[1] ); ?></p>
						</td>
					</tr>
				<?php endforeach; ?>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}
